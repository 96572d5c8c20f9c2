"""Checks how templates call components without rendering them: a wrong keyword shows before anybody opens the page."""

import re
from collections.abc import Iterable, Iterator

from jinja2 import Environment, nodes

from pejl.design.environment import TEMPLATES, names


def misuses(environment: Environment, templates: Iterable[str]) -> list[str]:
    """Every call of a component in these templates that would fail, as "template:line: what is wrong".

    Seen are unknown components, unknown keywords, too many arguments, a missing or useless call block and,
    where the value stands in the template as it is, unknown variants.
    """
    found = []
    for name in templates:
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        tree = environment.parse(source, name)
        found += [f"{name}:{line}: {fault}" for line, fault in _faults(environment, tree)]
    return found


def _faults(environment: Environment, tree: nodes.Template) -> Iterator[tuple[int, str]]:
    with_block = {id(block.call) for block in tree.find_all(nodes.CallBlock)}
    for call in tree.find_all(nodes.Call):
        component = _component(call)
        if component is None:
            continue
        if component not in names():
            yield call.lineno, f"there is no component {component!r}"
            continue
        for fault in _faults_of(environment, call, component, id(call) in with_block):
            yield call.lineno, f"ui.{component} {fault}"


def _component(call: nodes.Call) -> str | None:
    target = call.node
    is_ours = isinstance(target, nodes.Getattr) and isinstance(target.node, nodes.Name) and target.node.name == "ui"
    return target.attr if is_ours else None  # type: ignore[attr-defined]


def _faults_of(environment: Environment, call: nodes.Call, component: str, has_block: bool) -> Iterator[str]:
    path = f"components/{component}/{component}.html"
    macro = getattr(environment.get_template(path).module, component)
    if len(call.args) > len(macro.arguments):
        yield "takes fewer arguments"
    for keyword in call.kwargs:
        if keyword.key not in macro.arguments:
            yield f"takes no keyword {keyword.key!r}; it takes {', '.join(macro.arguments)}"
    if has_block and not macro.caller:
        yield "takes no call block"
    accepted = variants(component)
    for name, value in _given(call, macro.arguments):
        if name in accepted and isinstance(value, nodes.Const) and str(value.value) not in accepted[name]:
            yield f"does not know {name}={value.value!r}; accepted: {', '.join(accepted[name])}"


def _given(call: nodes.Call, arguments: tuple[str, ...]) -> Iterator[tuple[str, nodes.Expr]]:
    yield from zip(arguments, call.args, strict=False)
    for keyword in call.kwargs:
        yield keyword.key, keyword.value


def source(name: str) -> str:
    """The text of a component's template."""
    return (TEMPLATES / "components" / name / f"{name}.html").read_text(encoding="utf-8")


def signature(name: str) -> str:
    """The call of a component with its parameters and defaults, as its macro declares them."""
    found = re.search(rf"{{%-? macro ({name}\(.*?\)) -?%}}", source(name), re.DOTALL)
    if found is None:
        raise ValueError(f"components/{name}/{name}.html declares no macro {name}")
    return "ui." + found[1].replace(", csrf_input=None", "")


def variants(name: str) -> dict[str, list[str]]:
    """The values that each restricted parameter of a component accepts, read from its ``one_of`` calls."""
    calls = re.findall(r"one_of\((\w+), ([^)]*)\)", source(name))
    return {parameter: [value.strip(' "') for value in accepted.split(",")] for parameter, accepted in calls}
