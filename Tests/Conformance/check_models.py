#!/usr/bin/env python3
"""Checks signed requests against botocore's service models, and their signatures against botocore's own signer.

Reads JSON lines {"service", "operation", "method", "url", "headers", "body"} from the files named (or standard input),
as the test RequestConformanceTests writes them to $NIGHTDESK_CONFORMANCE_OUT. A request must go where the model says,
must pass botocore's own parameter validator, and must name no member that the model lacks. Enumerated values must be
known and binary values must be base64. Signed anew by botocore at the same moment, it must get the same signature.

Exit status: 0 all is well, 1 something is not, 2 nothing to check.
"""

import base64
import binascii
import json
import re
import sys
from datetime import datetime
from unittest import mock
from urllib.parse import parse_qsl, unquote, urlsplit

import botocore
import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.validate import ParamValidator

# The key pair of AWS's published test suite, and the token that the Swift test adds.
KEY = Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "token/+=")


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


def content(line, model, operation, problems):
    """The members of a request by their names on the wire, read as the service's protocol says."""
    protocol = model.metadata["protocol"]
    url = urlsplit(line["url"])
    if protocol == "query":
        form = dict(parse_qsl(line["body"], keep_blank_values=True, strict_parsing=True))
        expected = {"Action": operation.name, "Version": model.api_version}
        wrong = {name for name, value in expected.items() if form.pop(name, None) != value}
        problems += [f"{name} is not {expected[name]}" for name in sorted(wrong)]
        return form
    if protocol == "rest-json":
        pattern = re.sub(r"\\{(\w+)\+?\\}", r"(?P<\1>[^/]+)", re.escape(operation.http["requestUri"]))
        match = re.fullmatch(pattern, url.path)
        if match is None or line["method"] != operation.http["method"]:
            problems.append(f"{line['method']} {url.path} is not {operation.http}")
            return {}
        members = {name: unquote(value) for name, value in match.groupdict().items()}
        integers = {shape.serialization.get("name", name) for name, shape in operation.input_shape.members.items()
                    if shape.type_name in ("integer", "long")}
        for name, value in parse_qsl(url.query, strict_parsing=bool(url.query)):
            members[name] = int(value) if name in integers else value
        return members
    target = f"{model.metadata['targetPrefix']}.{operation.name}"
    headers = {name.lower(): value for name, value in line["headers"].items()}
    if headers.get("x-amz-target") != target:
        problems.append(f"X-Amz-Target is not {target}")
    content_type = f"application/x-amz-json-{model.metadata['jsonVersion']}"
    if headers.get("content-type") != content_type:
        problems.append(f"Content-Type is not {content_type}")
    if (line["method"], url.path, url.query) != ("POST", "/", ""):
        problems.append(f"{line['method']} {url.path}?{url.query} is not POST /")
    return json.loads(line["body"], object_pairs_hook=no_duplicates)


def check_members(models, line):
    model = models(line["service"])
    if line["operation"] not in model.operation_names:
        return [f"{model.service_name} has no such operation"]
    operation = model.operation_model(line["operation"])
    problems = []
    try:
        body = content(line, model, operation, problems)
    except ValueError as error:
        return [f"cannot be read: {error}"]
    if operation.input_shape is None:
        return problems + ([] if body == {} else ["takes no input"])
    parameters = as_parameters(body, operation.input_shape, "", problems)
    report = ParamValidator().validate(parameters, operation.input_shape)
    if report.has_errors():
        problems.append(report.generate_report())
    return problems


def check_signature(models, line):
    """What botocore signs differently. It gets the headers that were signed, less those that it adds itself."""
    headers = {name.lower(): value for name, value in line["headers"].items()}
    authorization = headers["authorization"]
    signed = re.search("SignedHeaders=([^,]+)", authorization).group(1).split(";")
    own = {"host", "x-amz-date", "x-amz-security-token"}
    problems = [f"{name} is not signed" for name in sorted((own | set(line["headers"]) & {"x-amz-target"}) - set(signed))]
    request = AWSRequest(
        method=line["method"], url=line["url"], data=line["body"].encode(),
        headers={name: headers[name] for name in signed if name not in own})
    moment = datetime.strptime(headers["x-amz-date"], "%Y%m%dT%H%M%SZ")
    region = re.search(r"Credential=[^/]+/\d{8}/([^/]+)/", authorization).group(1)
    metadata = models(line["service"]).metadata
    with mock.patch("botocore.auth.get_current_datetime", return_value=moment):
        SigV4Auth(KEY, metadata.get("signingName", metadata["endpointPrefix"]), region).add_auth(request)
    if headers.get("x-amz-security-token") != KEY.token:
        problems.append("the session token is missing")
    if request.headers["Authorization"] != authorization:
        problems.append(f"botocore signs it {request.headers['Authorization']!r}, not {authorization!r}")
    return problems


def check(models, line):
    return check_members(models, line) + check_signature(models, line)


def main(paths):
    session = botocore.session.get_session()
    cache = {}

    def models(service):
        if service not in cache:
            # botocore files CloudWatch under its name, not under its endpoint's.
            cache[service] = session.get_service_model({"monitoring": "cloudwatch"}.get(service, service))
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
        f"{len(lines)} requests of {len(operations)} operations and their signatures against botocore "
        f"{botocore.__version__}: {failures} with problems"
    )
    return 2 if not lines else int(failures > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
