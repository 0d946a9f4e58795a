//! Memory seen as an array of items.

/// Where the items of an array lie, and what they are.
#[derive(Clone, Debug)]
pub struct View {
    /// The first item (the one with all indices 0).
    pub ptr: *mut u8,
    /// The size of all items together.
    pub len: usize,
    pub readonly: bool,
    pub itemsize: usize,
    /// As for the module `struct`; None where it was not asked for and the items are taken for bytes.
    pub format: Option<&'static str>,
    /// Items per dimension.
    pub shape: Box<[isize]>,
    /// Bytes from one item to the next, per dimension.
    pub strides: Box<[isize]>,
}

impl View {
    /// Bytes in one piece.
    pub fn bytes(ptr: *mut u8, len: usize, readonly: bool) -> View {
        View {
            ptr,
            len,
            readonly,
            itemsize: 1,
            format: Some("B"),
            shape: Box::new([len as isize]),
            strides: Box::new([1]),
        }
    }

    /// The number of dimensions.
    pub fn ndim(&self) -> usize {
        self.shape.len()
    }

    /// The format, unsigned bytes if none was asked for.
    pub fn format(&self) -> &'static str {
        self.format.unwrap_or("B")
    }

    /// Do the items lie one behind the other, the last index running fastest?
    pub fn is_c_contiguous(&self) -> bool {
        self.is_dense(self.shape.iter().zip(&self.strides).rev())
    }

    /// Do the items lie one behind the other, the first index running fastest?
    pub fn is_f_contiguous(&self) -> bool {
        self.is_dense(self.shape.iter().zip(&self.strides))
    }

    fn is_dense<'a>(&self, dims: impl Iterator<Item = (&'a isize, &'a isize)>) -> bool {
        if let ([n], [stride]) = (&self.shape[..], &self.strides[..]) {
            // Of one dimension CPython looks at the stride even if there are no items.
            return *n == 1 || *stride == self.itemsize as isize;
        }
        if self.len == 0 {
            return true;
        }
        let mut expected = self.itemsize as isize;
        for (&n, &stride) in dims {
            if n > 1 && stride != expected {
                return false;
            }
            expected *= n;
        }
        true
    }

    /// Calls `f` with the address of every item, the last index running fastest.
    pub fn for_each_item(&self, mut f: impl FnMut(*mut u8)) {
        self.walk(0, self.ptr, &mut f);
    }

    fn walk(&self, dim: usize, at: *mut u8, f: &mut impl FnMut(*mut u8)) {
        if dim == self.ndim() {
            return f(at);
        }
        for i in 0..self.shape[dim] {
            self.walk(dim + 1, at.wrapping_offset(i * self.strides[dim]), f);
        }
    }

    /// The bytes of memory in one piece.
    ///
    /// # Safety
    /// The items must be contiguous. The memory must be there, and must not be written while the slice is looked at.
    pub unsafe fn one_piece<'a>(&self) -> &'a [u8] {
        // SAFETY: the caller's.
        unsafe { slice(self.ptr, self.len) }
    }

    /// The items' bytes in the order of their indices.
    ///
    /// # Safety
    /// The memory must be there and must not be written meanwhile.
    pub unsafe fn to_vec(&self) -> Vec<u8> {
        if self.is_c_contiguous() {
            // SAFETY: contiguous items fill `len` bytes.
            return unsafe { slice(self.ptr, self.len) }.to_vec();
        }
        let mut out = Vec::with_capacity(self.len);
        self.for_each_item(|p| {
            // SAFETY: an item has `itemsize` bytes.
            out.extend_from_slice(unsafe { std::slice::from_raw_parts(p, self.itemsize) });
        });
        out
    }
}

/// `len` bytes at `ptr`, which may be null if there are none.
///
/// # Safety
/// The memory must be there and must not be written while the slice is looked at.
pub(super) unsafe fn slice<'a>(ptr: *const u8, len: usize) -> &'a [u8] {
    if len == 0 {
        &[]
    } else {
        // SAFETY: the caller's.
        unsafe { std::slice::from_raw_parts(ptr, len) }
    }
}
