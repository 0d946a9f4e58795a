//! The order of the arms of a `match` as a factor: `bench --layouts` builds the match engines with their arms in other
//! orders, because the order in the source decides where the compiler puts each arm.

use proc_macro::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// `arranged! { consumer { passed on } NAME NAME … }` becomes `consumer! { passed on NAME NAME … }`, with the names in the
/// order that the environment variable `TRICERA_ARM_ORDER` (a number) is the seed of; without it, as they stand.
#[proc_macro]
pub fn arranged(input: TokenStream) -> TokenStream {
    let mut input = input.into_iter();
    let (Some(consumer), Some(TokenTree::Group(passed))) = (input.next(), input.next()) else {
        panic!("arranged! takes a macro's name, what it is passed in braces, and names");
    };
    let mut names: Vec<TokenTree> = input.collect();
    if let Some(seed) = seed() {
        shuffle(&mut names, seed);
    }
    let mut arguments = passed.stream();
    arguments.extend(names);
    TokenStream::from_iter([
        consumer,
        TokenTree::Punct(Punct::new('!', Spacing::Alone)),
        TokenTree::Group(Group::new(Delimiter::Brace, arguments)),
    ])
}

fn seed() -> Option<u64> {
    let text = std::env::var("TRICERA_ARM_ORDER").ok()?;
    if text.is_empty() {
        return None;
    }
    match text.parse() {
        Ok(seed) => Some(seed),
        Err(_) => panic!("TRICERA_ARM_ORDER={text}: not a number"),
    }
}

/// Fisher and Yates's shuffle, drawing from SplitMix64.
fn shuffle<T>(items: &mut [T], mut state: u64) {
    let mut draw = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    for last in (1..items.len()).rev() {
        items.swap(last, (draw() % (last as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::shuffle;

    #[test]
    fn a_seed_gives_one_order_of_the_same_items() {
        let order = |seed| {
            let mut items: Vec<u32> = (0..200).collect();
            shuffle(&mut items, seed);
            items
        };
        assert_eq!(order(1), order(1));
        assert_ne!(order(1), order(2));
        let mut sorted = order(3);
        sorted.sort_unstable();
        assert_eq!(sorted, (0..200).collect::<Vec<_>>());
    }
}
