"""Writes Tests/AWSClientTests/Credentials/BotocoreConfigs.swift: shared-file texts and how botocore reads them.

Run from the root of the repository with botocore installed (made with 1.43.11):

    python3 Tests/Fixtures/shared_config.py > Tests/AWSClientTests/Credentials/BotocoreConfigs.swift
"""

import os
import tempfile

import botocore
from botocore.configloader import raw_config_parse
from botocore.exceptions import ConfigParseError

TEXTS = {
    "plain": "[default]\naws_access_key_id = AKID\naws_secret_access_key = s3cr/et+=\n",
    "no spaces, colon, upper case": "[profile dev]\nREGION=eu-west-1\noutput:json\nEndpoint_URL = http://h:1/\n",
    "comments": "# one\n; two\n[default]\n  # three\nregion = eu-west-1 # kept\nx = a;b\n",
    "blank lines and no end": "\n\n[default]\n\nregion = eu-west-1\n\n\noutput = json",
    "carriage returns": "[default]\r\nregion = eu-west-1\r\n[profile b]\r\nregion=x\r\n",
    "nested": "[profile a]\nservices = local\n[services local]\ndynamodb =\n  endpoint_url = http://localhost:1\n"
              "cloudwatch_logs = \n\tendpoint_url=http://localhost:2\n\tother = x = y\nsqs =\n   endpoint_url = u\n",
    "nested keeps case": "[default]\ns3 =\n  Max_Concurrent = 20\n  addressing = path\nregion = r\n",
    "blank and comment inside nested": "[services x]\nsqs =\n  endpoint_url = a\n\n  # note\n  region = b\nlogs =\n  endpoint_url = c\n",
    "continued value": "[default]\nrole = one\n  two\n\n  three\nregion = r\n",
    "empty value": "[default]\nregion =\noutput = json\n",
    "empty value at the end": "[default]\nregion =\n\n",
    "indented settings": "[default]\n  region = a\n  output = b\n[profile c]\n\tregion = d\n",
    "section with text after": "[default] # main\nregion = a\n[profile x];\nregion = b\n",
    "quoted section": "[profile \"on call\"]\nregion = a\n[profile 'x']\nregion = b\n",
    "spaces in brackets": "[ default ]\nregion = a\n",
    "non-ASCII": "[profile d\u00e9v]\nregion = a\nnote = \u4e2d\u6587 \U0001f680\n",
    "setting before section": "region = a\n[default]\n",
    "no mark": "[default]\nregion\n",
    "no name": "[default]\n= a\n",
    "section twice": "[default]\nregion = a\n[default]\noutput = b\n",
    "setting twice": "[default]\nregion = a\nRegion = b\n",
    "nested without mark": "[default]\ns3 =\n  oops\n",
    "empty brackets": "[]\nregion = a\n",
    "empty": "",
}


def read(text):
    with tempfile.NamedTemporaryFile("wb", delete=False) as file:
        file.write(text.encode())
    try:
        return raw_config_parse(file.name)
    except ConfigParseError:
        return None
    finally:
        os.unlink(file.name)


def literal(text):
    def escape(character):
        if character in '"\\':
            return "\\" + character
        return character if " " <= character <= "~" else "\\u{%X}" % ord(character)

    return '"' + "".join(map(escape, text)) + '"'


def value(one):
    if isinstance(one, str):
        return f".plain({literal(one)})"
    return f".nested({dictionary(one, literal)})"


def dictionary(items, write):
    return "[" + (", ".join(f"{literal(key)}: {write(one)}" for key, one in items.items()) or ":") + "]"


def main():
    print(f"// Made by Tests/Fixtures/shared_config.py with botocore {botocore.__version__}. Do not edit.")
    print("// swift-format-ignore-file")
    print("enum BotocoreConfigs {")
    print("    static let all: [ConfigCase] = [")
    for name, text in TEXTS.items():
        parsed = read(text)
        sections = "nil" if parsed is None else dictionary(parsed, lambda one: dictionary(one, value))
        print(f"        ConfigCase(name: {literal(name)}, text: {literal(text)},")
        print(f"            sections: {sections}),")
    print("    ]")
    print("}")


main()
