print("init of sub", __name__, __package__)
from . import leaf
from .. import value
from ..module import public as renamed
from .leaf import name as leaf_name, where
