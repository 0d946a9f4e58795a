//! Arguments of methods, bound without a heap allocation where they are positional.

use crate::runtime::{Args, PyResult, Signature, Vm};
use crate::value::Ref;
use std::sync::LazyLock;

/// The parameters of a method that takes up to `N` arguments, the first `min` of which are required.
pub struct Parameters<const N: usize> {
    name: &'static str,
    min: usize,
    signature: LazyLock<Signature>,
}

impl<const N: usize> Parameters<N> {
    /// All parameters may be given by position.
    pub const fn new(name: &'static str, min: usize, parse: fn() -> Signature) -> Parameters<N> {
        Parameters {
            name,
            min,
            signature: LazyLock::new(parse),
        }
    }

    /// The arguments in the order of the parameters.
    #[inline]
    pub fn bind(&self, vm: &Vm, args: &Args) -> PyResult<[Option<Ref>; N]> {
        let mut bound = [const { None }; N];
        let positional = args.positional();
        if args.kw_names().is_empty() && (self.min..=N).contains(&positional.len()) {
            for (place, a) in bound.iter_mut().zip(positional) {
                *place = Some(a.clone());
            }
            return Ok(bound);
        }
        let all = self.signature.bind(vm, self.name, args)?;
        for (place, a) in bound.iter_mut().zip(all) {
            *place = a;
        }
        Ok(bound)
    }
}

/// The `maxsplit` and `count` arguments: negative numbers and nothing stand for no limit.
pub fn limit(vm: &Vm, a: Option<&Ref>) -> PyResult<usize> {
    match a {
        None => Ok(usize::MAX),
        Some(a) => Ok(usize::try_from(vm.as_ssize(a)?).unwrap_or(usize::MAX)),
    }
}

/// The `start` and `end` arguments of the searching methods, which follow the first.
#[inline]
pub fn range(vm: &Vm, args: &[Ref]) -> PyResult<(isize, isize)> {
    Ok((
        vm.slice_bound(args.get(1), 0)?,
        vm.slice_bound(args.get(2), isize::MAX)?,
    ))
}
