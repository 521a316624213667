"""A small invented earth in the form of the data that ship, and the gazetteer made of it."""

import lzma

from twosource.geography.building import index_path
from twosource.geography.gazetteer import Gazetteer

PLACES = """\
90000001\t501\tadmin1\tOru\tXA\t\t\t10.0\t20.0\t400000\tOru Governorate|أورو
90000002\t502\ttown\tOru\tXA\tOru\t\t10.1\t20.1\t90000\t
90000003\t503\ttown\tTavan al Bahr\tXA\tOru\t\t10.05\t20.15\t9000\tTavan-el-Bahr|Таван
90000004\t\ttown\tMirek\tXA\tOru\t\t10.0489\t20.1517\t\t
90000005\t505\ttown\tZelmar\tXA\tKesh\t\t12.0\t22.0\t2500000\t
90000006\t506\tadmin1\tKesh\tXA\t\t\t12.1\t22.1\t3000000\tKesh Oblast
700001\t\ttown\tOru\tYB\tPell\t\t50.0\t5.0\t150000\t
700002\t\ttown\tDorrin\tYB\tPell\t\t51.0\t6.0\t800000\t
700003\t\ttown\tSalvet\tYB\tPell\t\t51.5\t6.5\t700\t
700004\t\tadmin1\tPell\tYB\t\t\t51.2\t6.2\t900000\t
700005\t\tadmin2\tNorth Pell\tYB\tPell\t\t\t\t\tNorth Pell County
"""
COUNTRIES = """\
XA\t900\tXanadia\tZelmar\t11.0\t21.0\t20000000\tXanadian Republic|XAN|X.A.\tXanadian|Xanadians
YB\t901\tYbora\tDorrin\t50.5\t5.5\t9000000\tYBR\tYboran|Yborans
"""
REGIONS = """\
# comment
Gulf of Pell\tYB\t49.0\t4.0\t
Sael\t\t20.0\t20.0\tGreat Sael
"""
ABBREVIATIONS = "YB\tPell\tPl.|P.L.\n"


def write(folder, places=PLACES, countries=COUNTRIES, regions=REGIONS, abbreviations=ABBREVIATIONS):
    """Write the data files and return their folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "places.tsv.xz").write_bytes(lzma.compress(places.encode()))
    (folder / "countries.tsv").write_text(countries, encoding="utf-8")
    (folder / "regions.tsv").write_text(regions, encoding="utf-8")
    (folder / "abbreviations.tsv").write_text(abbreviations, encoding="utf-8")
    return folder


def an_earth(folder):
    """Return a gazetteer of the invented earth, its index in the folder."""
    return Gazetteer(index_path(folder / "cache", tables=write(folder / "data")))
