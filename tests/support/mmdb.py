"""Writes small files of countries in the MaxMind format, for tests."""

import ipaddress
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MARKER = b"\xab\xcd\xefMaxMind.com"
EMPTY = 16 * b"\0"


def write_mmdb(path: Path, networks: Mapping[str, Any]) -> Path:
    """A file in which these networks (IPv4 or IPv6) have these records."""
    nodes: list[list[Any]] = [[None, None]]
    data, offsets = b"", {}
    for name, record in networks.items():
        offsets[name] = len(data)
        data += encoded(record)
    for name in networks:
        *way, last = bits_of(name)
        node = nodes[0]
        for bit in way:
            if node[bit] is None:
                nodes.append([None, None])
                node[bit] = len(nodes) - 1
            node = nodes[node[bit]]
        node[last] = f"+{offsets[name]}"
    count = len(nodes)
    tree = b"".join(at(side, count).to_bytes(3, "big") for node in nodes for side in node)
    about = {
        "binary_format_major_version": 2,
        "binary_format_minor_version": 0,
        "build_epoch": 1_700_000_000,
        "database_type": "Tests-Country",
        "description": {"en": "for tests"},
        "ip_version": 6,
        "languages": ["en"],
        "node_count": count,
        "record_size": 24,
    }
    path.write_bytes(tree + EMPTY + data + MARKER + encoded(about))
    return path


def bits_of(name: str) -> list[int]:
    """The bits of a network's prefix in a tree of IPv6, where IPv4 stands below ::/96."""
    network = ipaddress.ip_network(name)
    bits = "".join(f"{byte:08b}" for byte in network.network_address.packed)[: network.prefixlen]
    return [int(bit) for bit in ("0" * 96 if network.version == 4 else "") + bits]


def at(side: Any, count: int) -> int:
    """What a node's side says: another node, nothing, or a record's place."""
    if side is None:
        return count
    return count + 16 + int(side) if isinstance(side, str) else side


def encoded(value: Any) -> bytes:
    """A value as the format writes it; all of ours are short."""
    match value:
        case dict():
            return bytes([7 << 5 | len(value)]) + b"".join(
                encoded(name) + encoded(each) for name, each in value.items()
            )
        case list():
            return bytes([len(value), 11 - 7]) + b"".join(map(encoded, value))
        case str():
            return bytes([2 << 5 | len(value.encode())]) + value.encode()
        case _:
            written = int(value).to_bytes(4, "big")
            return bytes([6 << 5 | 4]) + written
