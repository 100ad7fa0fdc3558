"""The 56 counties of Montana, and when two names are of the same one."""

import re

COUNTIES = (
    "Beaverhead",
    "Big Horn",
    "Blaine",
    "Broadwater",
    "Carbon",
    "Carter",
    "Cascade",
    "Chouteau",
    "Custer",
    "Daniels",
    "Dawson",
    "Deer Lodge",
    "Fallon",
    "Fergus",
    "Flathead",
    "Gallatin",
    "Garfield",
    "Glacier",
    "Golden Valley",
    "Granite",
    "Hill",
    "Jefferson",
    "Judith Basin",
    "Lake",
    "Lewis and Clark",
    "Liberty",
    "Lincoln",
    "Madison",
    "McCone",
    "Meagher",
    "Mineral",
    "Missoula",
    "Musselshell",
    "Park",
    "Petroleum",
    "Phillips",
    "Pondera",
    "Powder River",
    "Powell",
    "Prairie",
    "Ravalli",
    "Richland",
    "Roosevelt",
    "Rosebud",
    "Sanders",
    "Sheridan",
    "Silver Bow",
    "Stillwater",
    "Sweet Grass",
    "Teton",
    "Toole",
    "Treasure",
    "Valley",
    "Wheatland",
    "Wibaux",
    "Yellowstone",
)
"""By name."""


def county_key(name: str) -> str:
    """The same for two names of one county: capitals, spaces, "&" and the word "County" tell none apart."""
    words = re.findall(r"\w+", name.casefold().replace("&", " and "))
    return " ".join(word for word in words if word not in ("county", "of")) or name
