//! Operators.

use crate::object::{BinaryFn, BinaryOp, UnaryFn};
use crate::runtime::{PyResult, Vm};
use crate::value::{Kind, Ref};

impl Vm {
    /// `a op b`, in-place forms included.
    pub fn binary_op(&self, a: &Ref, b: &Ref, op: BinaryOp) -> PyResult {
        if op == BinaryOp::Subscr {
            return self.get_item(a, b);
        }
        let plain = op.plain();
        if plain != op {
            let ta = self.type_of(a);
            if let Some(f) = ta.slots.binary[op as usize].get() {
                let r = f(self, a, b)?;
                if !r.is_not_implemented() {
                    return Ok(r);
                }
            }
        }
        let r = self.binary_slots(a, b, plain)?;
        self.binary_else(a, b, op, r)
    }

    /// The rest of `a op b` when the special method of `a`, written in Python, has answered NotImplemented.
    pub(crate) fn binary_after_left(&self, a: &Ref, b: &Ref, op: BinaryOp) -> PyResult {
        let r = crate::object::slot_table::slot_binary_right(self, a, b, op.plain())?;
        self.binary_else(a, b, op, r)
    }

    /// What the operator's slots gave, or else what sequences mean by `+` and `*`, or else TypeError.
    fn binary_else(&self, a: &Ref, b: &Ref, op: BinaryOp, r: Ref) -> PyResult {
        if !r.is_not_implemented() {
            return Ok(r);
        }
        let plain = op.plain();
        let ta = self.type_of(a);
        match plain {
            BinaryOp::Add => {
                let inplace = if plain != op {
                    ta.slots.inplace_concat.get()
                } else {
                    None
                };
                if let Some(f) = inplace.or(ta.slots.concat.get()) {
                    return f(self, a, b);
                }
            }
            BinaryOp::Multiply => {
                let inplace = if plain != op {
                    ta.slots.inplace_repeat.get()
                } else {
                    None
                };
                if let Some(f) = inplace.or(ta.slots.repeat.get()) {
                    return f(self, a, self.repeat_count(b)?);
                }
                if let Some(f) = self.type_of(b).slots.repeat.get() {
                    return f(self, b, self.repeat_count(a)?);
                }
            }
            _ => {}
        }
        Err(self.unsupported(a, b, op))
    }

    fn repeat_count(&self, n: &Ref) -> PyResult<isize> {
        if self.type_of(n).slots.index.get().is_none() {
            return Err(self.type_error(format!(
                "can't multiply sequence by non-int of type '{}'",
                self.type_of(n).name_str()
            )));
        }
        self.index_as_isize(n)
    }

    /// Tries the operator slots of both operands in CPython's order; `NotImplemented` if none took it.
    pub fn binary_slots(&self, a: &Ref, b: &Ref, op: BinaryOp) -> PyResult {
        let (ta, tb) = (self.type_of(a), self.type_of(b));
        let fa: Option<BinaryFn> = ta.slots.binary[op as usize].get();
        let mut fb: Option<BinaryFn> = None;
        if ta != tb {
            fb = tb.slots.binary[op as usize].get();
            if let (Some(x), Some(y)) = (fa, fb)
                && std::ptr::fn_addr_eq(x, y)
            {
                fb = None;
            }
        }
        if let Some(f) = fa {
            if let Some(g) = fb
                && tb.is_subtype(ta)
            {
                let r = g(self, a, b)?;
                if !r.is_not_implemented() {
                    return Ok(r);
                }
                fb = None;
            }
            let r = f(self, a, b)?;
            if !r.is_not_implemented() {
                return Ok(r);
            }
        }
        if let Some(g) = fb {
            return g(self, a, b);
        }
        Ok(Ref::not_implemented())
    }

    #[cold]
    fn unsupported(&self, a: &Ref, b: &Ref, op: BinaryOp) -> crate::runtime::Raised {
        let (ta, tb) = (self.type_of(a).name_str(), self.type_of(b).name_str());
        if op == BinaryOp::Rshift
            && a.has_kind(Kind::Builtin)
            && ta == "builtin_function_or_method"
            && self.is_print(a)
        {
            return self.type_error(format!(
                "unsupported operand type(s) for >>: '{ta}' and '{tb}'. Did you mean \"print(<message>, \
                 file=<output_stream>)\"?"
            ));
        }
        let symbol = if op == BinaryOp::InplacePower {
            "** or pow()"
        } else {
            op.symbol()
        };
        let symbol = if op == BinaryOp::InplacePower {
            "**="
        } else {
            symbol
        };
        self.type_error(format!(
            "unsupported operand type(s) for {symbol}: '{ta}' and '{tb}'"
        ))
    }

    fn is_print(&self, r: &Ref) -> bool {
        // SAFETY: the caller checked the kind.
        unsafe { r.cast::<crate::object::Object<crate::object::Builtin>>() }
            .v
            .def
            .name
            == "print"
    }

    fn unary(&self, a: &Ref, f: Option<UnaryFn>, what: &str) -> PyResult {
        match f {
            Some(f) => f(self, a),
            None => Err(self.type_error(format!(
                "bad operand type for {what}: '{}'",
                self.type_of(a).name_str()
            ))),
        }
    }
    /// `-a`
    pub fn negative(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots.negative.get(), "unary -")
    }
    /// `+a`
    pub fn positive(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots.positive.get(), "unary +")
    }
    /// `~a`
    pub fn invert(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots.invert.get(), "unary ~")
    }
    /// `abs(a)`
    pub fn absolute(&self, a: &Ref) -> PyResult {
        self.unary(a, self.type_of(a).slots.absolute.get(), "abs()")
    }

    /// `operator.index(a)`: an exact int.
    pub fn index(&self, a: &Ref) -> PyResult {
        if a.is_exact(Kind::Int) {
            return Ok(a.clone());
        }
        if a.has_kind(Kind::Int) || a.has_kind(Kind::Bool) {
            return Ok(crate::object::exact_int(self, a));
        }
        let t = self.type_of(a);
        let Some(f) = t.slots.index.get() else {
            return Err(self.type_error(format!(
                "'{}' object cannot be interpreted as an integer",
                t.name_str()
            )));
        };
        let r = f(self, a)?;
        crate::object::checked_int(self, r, "__index__")
    }

    /// An index as a Rust integer; OverflowError ("cannot fit … into an index-sized integer") if it does not fit.
    pub fn index_as_isize(&self, a: &Ref) -> PyResult<isize> {
        let i = self.index(a)?;
        match crate::object::int_to_i64(&i) {
            Some(i) => Ok(i as isize),
            None => Err(self.overflow_error(format!(
                "cannot fit '{}' into an index-sized integer",
                self.type_of(a).name_str()
            ))),
        }
    }
    /// An index where out-of-range values saturate, as slices and `find` take them.
    pub fn index_saturating(&self, a: &Ref) -> PyResult<isize> {
        let i = self.index(a)?;
        Ok(match crate::object::int_to_i64(&i) {
            Some(i) => i as isize,
            None if crate::object::int_is_negative(&i) => isize::MIN,
            None => isize::MAX,
        })
    }
}
