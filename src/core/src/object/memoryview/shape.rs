//! Comparing the shapes of views.

use crate::object::buffer::View;

/// Have the views as many items along every dimension? What follows a dimension without items does not matter.
pub fn same_shape(a: &View, b: &View) -> bool {
    if a.ndim() != b.ndim() {
        return false;
    }
    for (x, y) in a.shape.iter().zip(&b.shape) {
        if x != y {
            return false;
        }
        if *x == 0 {
            break;
        }
    }
    true
}

/// Are the items of one view fit to be written over those of the other?
pub fn same_structure(a: &View, b: &View) -> bool {
    let format = |v: &View| v.format().strip_prefix('@').unwrap_or(v.format());
    format(a) == format(b) && a.itemsize == b.itemsize && same_shape(a, b)
}
