#!/usr/bin/env python3
"""Cuts the theme's headline font: one weight of the variable font Newsreader, at its optical size 40.

usage: cut.py SOURCE.woff2 OUTPUT.woff2   (needs fontTools and brotli; on Debian: python3-fonttools python3-brotli)
"""
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

WEIGHT = 660
CHARACTERS = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ıŒœ˚˜–—‘’‚“”„•…‹›€™−")}  # of Western European languages
SPACES = {"space", "uni00A0"}
HYPHENS = (0x2010, 0x2011)  # drawn as the hyphen of a keyboard

font = TTFont(sys.argv[1])
if "fvar" in font:
    axes = {a.axisTag for a in font["fvar"].axes}
    font = instancer.instantiateVariableFont(font, {"wght": WEIGHT} | ({"opsz": 40} if "opsz" in axes else {}))
for table in font["cmap"].tables:
    if table.isUnicode():
        table.cmap.update({hyphen: font.getBestCmap()[ord("-")] for hyphen in HYPHENS})


def space_apart(pairs):
    """Takes kerning with spaces away: it lets words run together."""
    if pairs.Format == 1:
        for first, records in zip(pairs.Coverage.glyphs, pairs.PairSet):
            for record in records.PairValueRecord:
                if record.Value1 and SPACES & {first, record.SecondGlyph}:
                    record.Value1.XAdvance = 0
        return
    first = {pairs.ClassDef1.classDefs.get(s, 0) for s in SPACES & set(pairs.Coverage.glyphs)}
    second = {pairs.ClassDef2.classDefs.get(s, 0) for s in SPACES}
    for classes, glyphs in ((first, pairs.ClassDef1.classDefs), (second, pairs.ClassDef2.classDefs)):
        others = {g for g, c in glyphs.items() if c in classes} - SPACES
        if 0 in classes or others:
            sys.exit(f"the spaces share a class with {others or 'the rest'}")
    for i, one in enumerate(pairs.Class1Record):
        for j, both in enumerate(one.Class2Record):
            if both.Value1 and (i in first or j in second):
                both.Value1.XAdvance = 0


for lookup in font["GPOS"].table.LookupList.Lookup:
    for sub in lookup.SubTable:
        pairs = getattr(sub, "ExtSubTable", sub)
        if pairs.LookupType == 2:
            space_apart(pairs)

options = subset.Options(layout_features=["kern", "liga"], hinting=False, name_IDs=["*"], notdef_outline=True)
cutter = subset.Subsetter(options)
cutter.populate(unicodes=CHARACTERS.union(HYPHENS) & font.getBestCmap().keys())
cutter.subset(font)
font.flavor = "woff2"
font.save(sys.argv[2])
