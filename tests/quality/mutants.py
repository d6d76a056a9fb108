"""Small faults in a module: another comparison, another constant, a condition turned round, an answer left out."""

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
SUMS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
}


@dataclass(frozen=True)
class Mutant:
    """A module with one fault, and where it is."""

    line: int
    what: str
    code: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every module that differs from this one by a single fault."""
    tree = ast.parse(source)
    decorated = {id(inner) for node in ast.walk(tree) for inner in _in_decorators(node)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in decorated:
            continue  # frozen or slots: what runs is the same without them
        for which in range(len(_faults(node))):
            changed = copy.deepcopy(tree)
            target = list(ast.walk(changed))[number]
            what = _faults(target)[which](target)
            yield Mutant(getattr(node, "lineno", 0), what, ast.unparse(changed))


def _in_decorators(node: ast.AST) -> Iterator[ast.AST]:
    for decorator in getattr(node, "decorator_list", ()):
        yield from ast.walk(decorator)


def _faults(node: ast.AST) -> list:  # type: ignore[type-arg]
    """Each way to spoil this node; each is a function that does it and says what it did."""
    match node:
        case ast.Compare(ops=[one]) if type(one) in COMPARISONS:
            return [_compare]
        case ast.BinOp() if type(node.op) in SUMS:
            return [_sum]
        case ast.BoolOp():
            return [_join]
        case ast.If() | ast.IfExp():
            return [_turn_round]
        case ast.Constant(value=bool()):
            return [_flip]
        case ast.Constant(value=int()):
            return [_one_more]
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            return [_answer_nothing]
        case ast.Raise():
            return [_keep_silent]
        case _:
            return []


def _compare(node: ast.Compare) -> str:
    old = node.ops[0]
    node.ops[0] = COMPARISONS[type(old)]()
    return f"{type(old).__name__} became {type(node.ops[0]).__name__}"


def _sum(node: ast.BinOp) -> str:
    old = node.op
    node.op = SUMS[type(old)]()
    return f"{type(old).__name__} became {type(node.op).__name__}"


def _join(node: ast.BoolOp) -> str:
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return "and, or changed places"


def _turn_round(node: ast.If | ast.IfExp) -> str:
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return "the condition was turned round"


def _flip(node: ast.Constant) -> str:
    node.value = not node.value
    return f"became {node.value}"


def _one_more(node: ast.Constant) -> str:
    node.value = int(node.value) + 1  # type: ignore[arg-type]
    return f"became {node.value}"


def _answer_nothing(node: ast.Return) -> str:
    node.value = ast.Constant(None)
    return "answers nothing"


def _keep_silent(node: ast.Raise) -> str:
    node.exc, node.cause = ast.parse("AssertionError").body[0].value, None  # type: ignore[attr-defined]
    return "raises something else"
