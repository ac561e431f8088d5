"""script/bench trees: whether pressmark builds the tree that turbohtml and lexbor build, on every development page.

turbohtml gives its tree in the lines of the html5lib tests, which are compared as they are. lexbor is read through selectolax, which does not show
namespaces, doctypes and template contents: those lines are left out of both sides.
"""
import json
import re
import subprocess

from selectolax.lexbor import LexborHTMLParser
from turbohtml import _html

from pages import PROGRAM, unpacked

SHOWN = 10


def lexbor_lines(text: str) -> list[str]:
    parser = LexborHTMLParser(text)
    lines: list[str] = []
    node, depth = parser.root, 0
    while node is not None:
        indent = '| ' + '  ' * depth
        if node.is_element_node:
            lines.append(f'{indent}<{node.tag}>')
            lines += [f'{indent}  {name}="{value or ""}"' for name, value in sorted(node.attributes.items())]
        elif node.is_text_node:
            lines.append(f'{indent}"{node.text_content}"')
        elif node.is_comment_node:
            lines.append(f'{indent}<!-- {node.comment_content} -->')
        child = None if node.tag == 'template' else node.first_child
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if depth <= 0:
                node = None
        node = node.next if node is not None else None
    return lines


def for_lexbor(lines: str) -> list[str]:
    """Our lines without what selectolax does not show: namespaces, the doctype, template contents and what stands beside <html>."""
    kept: list[str] = []
    hidden_below = None
    in_root = False
    for line in re.split(r'\n(?=\| )', lines.rstrip('\n')):
        depth = len(line) - len(line[2:].lstrip(' ')) - 2 if line.startswith('| ') else 0
        if hidden_below is not None and depth > hidden_below:
            continue
        hidden_below = None
        if depth == 0:
            in_root = line == '| <html>'
        if not in_root and not line.startswith('|   '):
            continue
        if line.strip() == '|' + ' ' * (depth + 1) + 'content':
            hidden_below = depth
            continue
        line = re.sub(r'^(\| +<)(?:svg|math) ', r'\1', line)
        kept.append(re.sub(r'^(\| +)(?:xlink|xml) (\S+=")', r'\1\2', line, flags=re.S))
    return kept


def normal(lines: list[str]) -> list[str]:
    """Attributes without their prefix, those of one element in one order."""
    out: list[str] = []
    attributes: list[str] = []
    for line in lines:
        if re.match(r'\| +[^\s"<][^"]*="', line):
            attributes.append(re.sub(r'^(\| +)(?:xlink:|xml:|xmlns:)', r'\1', line))
            continue
        out += sorted(attributes) + [line]
        attributes = []
    return out + sorted(attributes)


def main() -> None:
    pages = unpacked('wcxb-dev')
    other_turbohtml: list[str] = []
    other_lexbor: list[str] = []
    for page in pages:
        text = page.read_bytes().decode('utf-8', 'replace')
        tree = subprocess.run([PROGRAM, 'tree', '--encoding', 'utf-8', page], capture_output=True, check=True).stdout.decode()
        if tree.rstrip('\n') != _html._parse_tree(text).rstrip('\n'):
            other_turbohtml.append(page.name)
        if normal(for_lexbor(tree)) != normal(lexbor_lines(text)):
            other_lexbor.append(page.name)
    for peer, others in (('turbohtml', other_turbohtml), ('lexbor', other_lexbor)):
        print(f'{peer}: the same tree on {len(pages) - len(others)} of {len(pages)} pages' + (f'; others: {", ".join(others[:SHOWN])}' if others else ''))
    print(json.dumps({'bench': 'trees', 'pages': len(pages), 'other_than_turbohtml': other_turbohtml, 'other_than_lexbor': other_lexbor}))


main()
