#!/usr/bin/env python3
"""Checks request bodies against botocore's service models.

Reads JSON lines {"service", "operation", "body"} from the files named (or standard input), as the test
RequestConformanceTests writes them to $NIGHTDESK_CONFORMANCE_OUT. A body must parse, must pass botocore's own parameter
validator, and must name no member that the model lacks. Enumerated values must be known and binary
values must be base64.

Exit status: 0 all is well, 1 something is not, 2 nothing to check.
"""

import base64
import binascii
import json
import sys

import botocore
import botocore.session
from botocore.validate import ParamValidator


def as_parameters(value, shape, path, problems):
    """The value as a caller of botocore would give it; what the model does not know goes to problems."""
    kind = shape.type_name
    if kind == "structure" and isinstance(value, dict):
        # A JSON name may differ from the member's name.
        names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
        parameters = {}
        for name, child in value.items():
            if name not in names:
                problems.append(f"{path}.{name}: no such member of {shape.name}")
                continue
            parameters[names[name]] = as_parameters(child, shape.members[names[name]], f"{path}.{name}", problems)
        return parameters
    if kind == "list" and isinstance(value, list):
        return [as_parameters(child, shape.member, f"{path}[{i}]", problems) for i, child in enumerate(value)]
    if kind == "map" and isinstance(value, dict):
        return {name: as_parameters(child, shape.value, f"{path}.{name}", problems) for name, child in value.items()}
    if kind == "blob" and isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            problems.append(f"{path}: not base64: {error}")
    if kind == "string" and isinstance(value, str):
        allowed = getattr(shape, "enum", None)
        if allowed and value not in allowed:
            problems.append(f"{path}: {value!r} is not one of {shape.name}")
    return value


def no_duplicates(pairs):
    names = [name for name, _ in pairs]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"member twice: {', '.join(sorted(twice))}")
    return dict(pairs)


def check(models, line):
    model = models(line["service"])
    if line["operation"] not in model.operation_names:
        return [f"{model.service_name} has no such operation"]
    operation = model.operation_model(line["operation"])
    try:
        body = json.loads(line["body"], object_pairs_hook=no_duplicates)
    except ValueError as error:
        return [f"not JSON: {error}"]
    if operation.input_shape is None:
        return [] if body == {} else ["takes no input"]
    problems = []
    parameters = as_parameters(body, operation.input_shape, "", problems)
    report = ParamValidator().validate(parameters, operation.input_shape)
    if report.has_errors():
        problems.append(report.generate_report())
    return problems


def main(paths):
    session = botocore.session.get_session()
    cache = {}

    def models(service):
        if service not in cache:
            cache[service] = session.get_service_model(service)
        return cache[service]

    texts = [open(path, encoding="utf-8").read() for path in paths] or [sys.stdin.read()]
    lines = [json.loads(line) for text in texts for line in text.splitlines() if line]
    failures = 0
    for line in lines:
        problems = check(models, line)
        failures += bool(problems)
        for problem in problems:
            print(f"{line['service']} {line['operation']}: {problem}\n  {line['body']}")
    operations = {(line["service"], line["operation"]) for line in lines}
    print(
        f"{len(lines)} requests of {len(operations)} operations against botocore {botocore.__version__}: "
        f"{failures} with problems"
    )
    return 2 if not lines else int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
