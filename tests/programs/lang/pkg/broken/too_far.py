from ..... import anything
