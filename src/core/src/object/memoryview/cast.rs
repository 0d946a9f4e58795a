//! `memoryview.cast`

use super::{format, of};
use crate::object::{as_list, as_str, as_tuple, int_to_i64};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

/// The greatest number of dimensions.
const MAX_DIMENSIONS: usize = 64;

pub fn cast(vm: &Vm, this: &Ref, args: &[Option<Ref>]) -> PyResult {
    let target = args[0].as_ref().expect("required");
    vm.named_str_argument("cast", "'format'", target)?;
    let m = of(this).unrestricted(vm)?;
    let v = &m.view;
    if !v.is_c_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (args[1].is_some() || v.ndim() != 1) && v.shape.contains(&0) {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let shape = match &args[1] {
        None => None,
        Some(s) => {
            let items = match s.kind() {
                Kind::List => as_list(s).items().to_vec(),
                Kind::Tuple => as_tuple(s).unwrap_or(&[]).to_vec(),
                _ => return Err(vm.type_error("shape must be a list or a tuple")),
            };
            if items.len() > MAX_DIMENSIONS {
                return Err(vm.value_error(format!(
                    "memoryview: number of dimensions must not exceed {MAX_DIMENSIONS}"
                )));
            }
            if v.ndim() != 1 && items.len() != 1 {
                return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
            }
            Some(items)
        }
    };
    let Some(text) = as_str(target).as_ascii() else {
        // Encoding it raises what there is to say.
        let encode = vm.interned.intern_str(vm, "encode");
        let ascii = vm.interned.intern_str(vm, "ascii");
        vm.call_method(target, &encode, &[ascii])?;
        return Err(vm.value_error("memoryview: destination format is not ASCII"));
    };
    let Some((to, name, itemsize)) = format::native(text) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    let from_bytes = format::native(v.format()).is_some_and(|(c, _, _)| format::is_byte(c));
    if !from_bytes && !format::is_byte(to) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    if !v.len.is_multiple_of(itemsize) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let mut view = v.clone();
    view.format = Some(name);
    view.itemsize = itemsize;
    view.shape = Box::new([(v.len / itemsize) as isize]);
    if let Some(items) = shape {
        let (shape, len) = dimensions(vm, &items, itemsize)?;
        if len != v.len {
            return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
        }
        view.shape = shape;
    }
    let mut stride = itemsize as isize;
    let mut strides: Vec<isize> = Vec::with_capacity(view.ndim());
    for n in view.shape.iter().rev() {
        strides.push(stride);
        stride *= n;
    }
    strides.reverse();
    view.strides = strides.into();
    m.sibling(vm, view)
}

/// The shape as numbers, and the bytes that its items have together.
fn dimensions(vm: &Vm, items: &[Ref], itemsize: usize) -> PyResult<(Box<[isize]>, usize)> {
    let (mut shape, mut len) = (Vec::with_capacity(items.len()), itemsize);
    for i in items {
        if !i.has_kind(Kind::Int) && !i.has_kind(Kind::Bool) {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        let Some(n) = int_to_i64(i) else {
            return Err(vm.overflow_error("Python int too large to convert to C ssize_t"));
        };
        if n <= 0 {
            return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0"));
        }
        len = match len.checked_mul(n as usize) {
            Some(len) if len <= isize::MAX as usize => len,
            _ => return Err(vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX")),
        };
        shape.push(n as isize);
    }
    Ok((shape.into(), len))
}
