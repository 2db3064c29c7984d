"""Writes Tests/AWSClientTests/Signing/BotocoreSignatures.swift: requests and the Authorization headers botocore gives them.

Run from the root of the repository with botocore installed (made with 1.43.11):

    python3 Tests/Fixtures/signatures.py > Tests/AWSClientTests/Signing/BotocoreSignatures.swift

The first cases are those of AWS's published aws-sig-v4-test-suite; the rest are drawn with a fixed seed.
"""

import datetime
import random
from unittest import mock
from urllib.parse import quote

import botocore
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

KEY, SECRET = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
HOST = ("Host", "example.amazonaws.com")
SUITE_TIME = 1440938160  # 20150830T123600Z
TOKEN = (
    "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8"
    "YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE"
    "8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2"
    "ICCR/oLxBA=="
)


def case(name, method="GET", path="/", query=(), headers=(HOST,), body="", token=None, time=SUITE_TIME,
         region="us-east-1", service="service"):
    request = AWSRequest(method=method, url="https://example.amazonaws.com" + path, data=body.encode(),
                         params=list(query))
    for key, value in headers:
        request.headers.add_header(key, value)
    now = datetime.datetime.fromtimestamp(time, datetime.timezone.utc)
    with mock.patch("botocore.auth.get_current_datetime", return_value=now):
        SigV4Auth(Credentials(KEY, SECRET, token), service, region).add_auth(request)
    return dict(name=name, method=method, path=path, query=query, headers=headers, body=body, token=token, time=time,
                region=region, service=service, authorization=request.headers["Authorization"])


def suite():
    form = ("Content-Type", "application/x-www-form-urlencoded")
    unreserved = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    yield case("get-vanilla")
    yield case("get-vanilla-empty-query-key", query=[("Param1", "value1")])
    yield case("get-vanilla-query-order-key-case", query=[("Param2", "value2"), ("Param1", "value1")])
    yield case("get-vanilla-query-order-value", query=[("Param1", "value2"), ("Param1", "value1")])
    yield case("get-vanilla-query-unreserved", query=[(unreserved, unreserved)])
    yield case("get-vanilla-utf8-query", query=[("\u1234", "bar")])
    yield case("get-header-value-order", headers=[HOST, ("My-Header1", "value4"), ("My-Header1", "value1"),
                                                  ("My-Header1", "value3"), ("My-Header1", "value2")])
    yield case("get-header-value-trim", headers=[HOST, ("My-Header1", " value1"), ("My-Header2", ' "a   b   c"')])
    yield case("get-unreserved", path="/" + unreserved)
    yield case("get-utf8", path="/" + quote("\u1234"))
    yield case("get-space", path="/example%20space/")
    yield case("get-relative", path="/example/..")
    yield case("get-relative-relative", path="/example1/example2/../..")
    yield case("get-slash", path="//")
    yield case("get-slash-dot-slash", path="/./")
    yield case("get-slash-pointless-dot", path="/./example")
    yield case("get-slashes", path="//example//")
    yield case("post-vanilla", method="POST")
    yield case("post-header-key-case", method="POST")
    yield case("post-header-key-sort", method="POST", headers=[HOST, ("My-Header1", "value1")])
    yield case("post-header-value-case", method="POST", headers=[HOST, ("My-Header1", "VALUE1")])
    yield case("post-vanilla-query", method="POST", query=[("Param1", "value1")])
    yield case("post-sts-header-before", method="POST", token=TOKEN)
    yield case("post-sts-header-after", method="POST")
    yield case("post-x-www-form-urlencoded", method="POST", headers=[form, HOST], body="Param1=value1")
    yield case("post-x-www-form-urlencoded-parameters", method="POST",
               headers=[("Content-Type", form[1] + "; charset=utf8"), HOST], body="Param1=value1")


def drawn(count=40):
    rng = random.Random(20260131)
    alphabet = "aZ09-._~ +%/=&?#:;,@!$'()*[]\u00e9\u4e2d\U0001f680\t\""

    def text(low, high):
        return "".join(rng.choice(alphabet) for _ in range(rng.randint(low, high)))

    for number in range(count):
        segments = [quote(text(1, 6), safe="-._~") for _ in range(rng.randint(0, 4))]
        headers = [("Host", "example.amazonaws.com")]
        if rng.random() < 0.7:
            headers.append(("Content-Type", "application/x-amz-json-1.0"))
        if rng.random() < 0.7:
            headers.append(("X-Amz-Target", "DynamoDB_20120810.Scan"))
        if rng.random() < 0.4:
            headers.append(("X-Amz-Meta-Note", "  two  spaces \t and a tab "))
        yield case(
            f"drawn-{number}", method=rng.choice(["GET", "POST", "PUT", "DELETE"]),
            path="/" + "/".join(segments), query=[(text(1, 5), text(0, 8)) for _ in range(rng.randint(0, 5))],
            headers=headers, body=text(0, 60), token=rng.choice([None, TOKEN]), time=rng.randint(0, 4102444799),
            region=rng.choice(["eu-west-1", "cn-north-1", "us-gov-west-1", "ap-southeast-2"]),
            service=rng.choice(["dynamodb", "sqs", "logs", "monitoring", "lambda", "sts"]))


def literal(text):
    def escape(character):
        if character in '"\\':
            return "\\" + character
        return character if " " <= character <= "~" else "\\u{%X}" % ord(character)

    return '"' + "".join(map(escape, text)) + '"'


def pairs(items):
    return "[" + ", ".join(f"({literal(name)}, {literal(value)})" for name, value in items) + "]"


def main():
    print(f"// Made by Tests/Fixtures/signatures.py with botocore {botocore.__version__}. Do not edit.")
    print("// swift-format-ignore-file")
    print("enum BotocoreSignatures {")
    for name, cases in (("suite", suite()), ("drawn", drawn())):
        print(f"    static let {name}: [SignatureCase] = [")
        for one in cases:
            token = "nil" if one["token"] is None else literal(one["token"])
            print("        SignatureCase(")
            print(f"            name: {literal(one['name'])}, method: {literal(one['method'])}, "
                  f"path: {literal(one['path'])},")
            print(f"            query: {pairs(one['query'])},")
            print(f"            headers: {pairs(one['headers'])},")
            print(f"            body: {literal(one['body'])}, token: {token},")
            print(f"            time: {one['time']}, region: {literal(one['region'])}, "
                  f"service: {literal(one['service'])},")
            print(f"            authorization: {literal(one['authorization'])}),")
        print("    ]")
    print("}")


main()
