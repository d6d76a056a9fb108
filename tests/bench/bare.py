"""The reference: a bare Starlette handler that does nothing, on the same uvicorn settings as the real server."""

import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.wire import server


async def nothing(request: Request) -> Response:
    """Answer at once, without a look at what was sent."""
    return JSONResponse({}, 201)


def main() -> None:
    """Serve on the port that is the first argument."""
    app = Starlette(routes=[Route("/nothing", nothing, methods=["POST"])])
    server(app, "127.0.0.1", int(sys.argv[1])).run()


if __name__ == "__main__":
    main()
