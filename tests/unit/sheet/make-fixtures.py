#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the small workbooks and texts of test-sheet.c into a folder."""

import os
import struct
import sys
import zipfile

OUT = sys.argv[1]
NS = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
PKG = 'http://schemas.openxmlformats.org/package/2006/relationships'


def path(name):
    return os.path.join(OUT, name)


def relations(*items):
    body = ''.join(f'<Relationship Id="{i}" Type="{REL}/{t}" Target="{target}"/>' for i, t, target in items)
    return f'<?xml version="1.0"?><Relationships xmlns="{PKG}">{body}</Relationships>'


def sheet(rows):
    return f'<?xml version="1.0"?><worksheet xmlns="{NS}"><sheetData>{rows}</sheetData></worksheet>'


def text(ref, value):
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def book(name, rows, extra=None, workbook_pr='', sheets=None, method=zipfile.ZIP_DEFLATED, raw=None):
    parts = {
        '[Content_Types].xml': '<Types/>',
        '_rels/.rels': relations(('rId1', 'officeDocument', 'xl/workbook.xml')),
        'xl/workbook.xml':
            f'<workbook xmlns="{NS}" xmlns:r="{REL}">{workbook_pr}<sheets>'
            + (sheets or '<sheet name="Laporan" sheetId="1" r:id="rId1"/>') + '</sheets></workbook>',
        'xl/_rels/workbook.xml.rels': relations(
            ('rId1', 'worksheet', '/xl/worksheets/sheet1.xml'),
            ('rId2', 'styles', 'styles.xml'),
            ('rId3', 'sharedStrings', 'sharedStrings.xml'),
            ('rId4', 'worksheet', 'worksheets/sheet2.xml')),
        'xl/worksheets/sheet1.xml': raw if raw is not None else sheet(rows),
    }
    parts.update(extra or {})
    with zipfile.ZipFile(path(name), 'w', method) as archive:
        for part, content in parts.items():
            if content is not None:
                archive.writestr(part, content)


def kinds():
    styles = (
        f'<styleSheet xmlns="{NS}"><numFmts count="3">'
        '<numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/>'
        '<numFmt numFmtId="165" formatCode="#,##0.00&quot; days&quot;;[Red]-0"/>'
        '<numFmt numFmtId="166" formatCode="[h]:mm"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
        '<xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>')
    strings = (
        f'<sst xmlns="{NS}"><si><t>satu</t></si>'
        '<si><r><t>ka</t></r><r><rPr><b/></rPr><t xml:space="preserve">ya </t></r>'
        '<rPh sb="0" eb="1"><t>BACAAN</t></rPh></si><si/>'
        '<si><t>baris_x000D_&#10;dua _x005F_x000D_ &lt;b&gt; &amp;</t></si></sst>')
    rows = (
        '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="s"><v>2</v></c>'
        '<c r="D2" t="s"><v>3</v></c></row>'
        '<row r="4"><c r="A4"><v>99000001</v></c><c r="B4"><v>9.9000002E7</v></c><c r="C4"><v>1.5</v></c>'
        '<c r="D4" t="b"><v>1</v></c><c r="E4" t="e"><v>#N/A</v></c>'
        '<c r="F4" t="str"><f>A4&amp;"x"</f><v>=1+1</v></c><c r="H4" t="inlineStr"><is><t>h</t></is></c></row>'
        '<row><c s="1"><v>46027</v></c><c s="2"><v>46027.55998842593</v></c><c s="2"><v>0.5</v></c>'
        '<c s="3"><v>46027</v></c><c s="4"><v>0.25</v></c></row>'
        '<row r="9"/>')
    book('kinds.xlsx', rows, {'xl/styles.xml': styles, 'xl/sharedStrings.xml': strings})
    book('since-1904.xlsx', '<row><c s="1"><v>44565</v></c></row>', {'xl/styles.xml': styles},
         workbook_pr='<workbookPr date1904="1"/>')
    book('hidden-first.xlsx', '<row>' + text('A1', 'tersembunyi') + '</row>',
         {'xl/worksheets/sheet2.xml': sheet('<row>' + text('A1', 'tampak') + '</row>')},
         sheets='<sheet name="a" sheetId="1" state="hidden" r:id="rId1"/>'
                '<sheet name="b" sheetId="2" r:id="rId4"/>')


def broken():
    rows = '<row r="1">' + text('A1', 'x' * 400) + '</row>'
    book('whole.xlsx', rows)
    data = open(path('whole.xlsx'), 'rb').read()
    open(path('truncated.xlsx'), 'wb').write(data[:len(data) // 2])
    open(path('no-end.xlsx'), 'wb').write(data[:-10])

    # One byte of a stored part changed: its checksum no longer fits.
    book('stored.xlsx', rows, method=zipfile.ZIP_STORED)
    data = open(path('stored.xlsx'), 'rb').read()
    open(path('checksum.xlsx'), 'wb').write(data.replace(b'xxxxxxxx</t>', b'xxxxxxxy</t>'))

    # The encryption bit set in both headers of every part.
    data = bytearray(open(path('whole.xlsx'), 'rb').read())
    for signature, offset in ((b'PK\x03\x04', 6), (b'PK\x01\x02', 8)):
        at = data.find(signature)
        while at >= 0:
            flags, = struct.unpack_from('<H', data, at + offset)
            struct.pack_into('<H', data, at + offset, flags | 1)
            at = data.find(signature, at + 4)
    open(path('encrypted.xlsx'), 'wb').write(data)

    open(path('ole.xlsx'), 'wb').write(b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(512))
    open(path('empty.xlsx'), 'wb').write(b'')
    open(path('only-magic.xlsx'), 'wb').write(b'PK\x03\x04')
    with zipfile.ZipFile(path('other.zip'), 'w') as archive:
        archive.writestr('catatan.txt', 'bukan lembar kerja')
    book('no-sheet.xlsx', rows, {'xl/worksheets/sheet1.xml': None})
    book('bad-shared.xlsx', '<row><c t="s"><v>7</v></c></row>')
    book('bad-order.xlsx', '<row r="5"/><row r="5"/>')
    book('bad-reference.xlsx', '<row><c r="?1"><v>1</v></c></row>')
    book('malformed.xlsx', '', raw=sheet(rows)[:-20])
    book('not-utf8.xlsx', '', raw=sheet(rows).encode().replace(b'xxxx<', b'\xff\xfe<'))
    with zipfile.ZipFile(path('twice.xlsx'), 'w') as archive:
        archive.writestr('xl/workbook.xml', '<a/>')
        archive.writestr('XL/workbook.xml', '<b/>')


def hostile():
    lol = ''.join(f'<!ENTITY l{i} "' + f'&l{i - 1};' * 10 + '">' for i in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "lol">{lol}]>'
    body = sheet('<row>' + text('A1', '&l9;') + '</row>')[21:]
    book('laughs.xlsx', '', raw=laughs + body)
    book('laughs-attribute.xlsx', '', raw=laughs + body.replace('<row>', '<row r="&l9;">'))
    # The document type where it straddles the blocks that the parser asks for.
    for pad in range(3990, 4001):
        book(f'laughs-{pad}.xlsx', '', raw='<?xml version="1.0"?><!--' + 'x' * pad + '-->' + laughs[21:] + body)
    book('external.xlsx', '', raw='<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
         + sheet('<row>' + text('A1', '&e;') + '</row>')[21:])
    book('laughs-utf16.xlsx', '', raw=('<?xml version="1.0" encoding="UTF-16"?>' + laughs[21:] + body).encode('utf-16'))
    book('deep.xlsx', '<row>' + '<x>' * 100 + '</x>' * 100 + '</row>')
    book('bomb.xlsx', '<row>' + (' ' * 1020 + '<x/>') * (32 << 10) + '</row>')
    book('repetitive.xlsx', ''.join('<row>' + text('A%d' % i, 'sama ' * 200) + '</row>' for i in range(1, 10001)))
    book('bomb-strings.xlsx', '<row/>', {'xl/sharedStrings.xml':
         f'<sst xmlns="{NS}">' + '<si><t>a</t></si>' * (2 << 20) + '</sst>'})
    book('many-parts.xlsx', '<row/>', {f'xl/p{i}': 'x' for i in range(1000)})
    book('long-cell.xlsx', '<row>' + text('A1', 'é' * 100001) + '</row>')
    book('longest-cell.xlsx', '<row>' + text('A1', 'é' * 100000) + '</row>')
    book('wide.xlsx', '<row><c r="IW1"><v>1</v></c></row>')
    book('widest.xlsx', '<row><c r="IV1"><v>1</v></c></row>')


def texts():
    cases = {
        'comma.csv': 'a,"b, ""c""",d\r\n\r\n"baris\nsatu",2,\r\n',
        'semicolon.csv': '\ufeffa;b;c\n1,5;2;3\n',
        'tab.csv': 'Laporan, Ringkas\na\tb\tc\n',
        'separator-line.csv': 'sep=|\r\na|b\r\n',
        'no-last-line-end.csv': 'a,b\n1,2',
        'odd-text.csv': '=HYPERLINK("http://x";"y"),+62,\u202eterbalik\u202c,😡\n',
        'unclosed.csv': 'a,b\n1,"2\n3,4\n',
        'behind-quote.csv': 'a,b\n"1"x,2\n',
        'nothing.csv': '',
    }
    for name, content in cases.items():
        open(path(name), 'w', encoding='utf-8', newline='').write(content)
    open(path('latin1.csv'), 'wb').write('a,caf\xe9\n'.encode('latin-1'))
    open(path('utf16.csv'), 'wb').write('a,b\n'.encode('utf-16'))
    open(path('nul.csv'), 'wb').write(b'a,b\0c\n')
    open(path('long.csv'), 'w').write('a,' + 'x' * 100001 + '\n')
    open(path('wide.csv'), 'w').write(',' * 256 + '\n')
    open(path('rows.csv'), 'w').write('a\n' * 200001)


os.makedirs(OUT, exist_ok=True)
kinds()
broken()
hostile()
texts()
open(path('stamp'), 'w').write('')
