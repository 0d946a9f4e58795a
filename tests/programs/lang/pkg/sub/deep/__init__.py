from ... import module
from ...sub import leaf as sibling
from .. import leaf_name

answer = (module.public, sibling.name, leaf_name)
