"""Reads PowerShell by its grammar. Prints for each file as JSON: where the grammar finds errors, the texts of its verbatim
here-strings, and those of its verbatim strings."""

import json
import sys

import tree_sitter
import tree_sitter_powershell

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_powershell.language()))


def read(path):
    with open(path, "rb") as file:
        source = file.read()
    found = {"errors": [], "here_strings": [], "strings": []}
    nodes = [PARSER.parse(source).root_node]
    while nodes:
        node = nodes.pop()
        text = source[node.start_byte : node.end_byte].decode()
        if node.is_error or node.is_missing:
            found["errors"].append(f"line {node.start_point[0] + 1}: {text[:80]}")
        elif node.type == "verbatim_here_string_characters":
            found["here_strings"].append(text.removeprefix("@'\n").removesuffix("\n'@"))
        elif node.type == "verbatim_string_characters":
            found["strings"].append(text[1:-1].replace("''", "'"))
        nodes.extend(reversed(node.children))
    return found


print(json.dumps([read(path) for path in sys.argv[1:]]))
