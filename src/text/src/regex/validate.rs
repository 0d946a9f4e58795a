//! Checks compiled code, so that running it needs no further checks.

use super::op;

/// Nesting that is accepted: far more than the parser of `re` can produce.
const MAX_NESTING: usize = 3000;

/// Is the code one that a pattern of so many groups may have?
pub fn is_valid(code: &[u32], groups: usize) -> bool {
    let Some((&op::SUCCESS, body)) = code.split_last() else {
        return false;
    };
    groups < 1 << 30 && check(body, groups, 0).is_some()
}

/// The words of a block that `skip` counts, itself included, and the words behind it.
fn block(code: &[u32]) -> Option<(&[u32], &[u32])> {
    let skip = *code.first()? as usize;
    if skip == 0 || skip > code.len() {
        return None;
    }
    Some((&code[1..skip], &code[skip..]))
}

/// The body of a block that ends with this operation.
fn ended_by(body: &[u32], last: u32) -> Option<&[u32]> {
    match body.split_last() {
        Some((l, rest)) if *l == last => Some(rest),
        _ => None,
    }
}

fn charset(mut code: &[u32]) -> Option<()> {
    while let Some((&o, rest)) = code.split_first() {
        let words = match o {
            op::NEGATE => 0,
            op::LITERAL => 1,
            op::RANGE | op::RANGE_UNI_IGNORE => 2,
            op::CHARSET => 8,
            op::BIGCHARSET => {
                let blocks = *rest.first()? as usize;
                let pages = rest.get(1..65)?;
                let known = |w: &u32| w.to_ne_bytes().iter().all(|b| usize::from(*b) < blocks);
                if blocks > 256 || !pages.iter().all(known) {
                    return None;
                }
                65 + 8 * blocks
            }
            op::CATEGORY => {
                if *rest.first()? > op::category::UNI_NOT_LINEBREAK {
                    return None;
                }
                1
            }
            _ => return None,
        };
        code = rest.get(words..)?;
    }
    Some(())
}

/// A set of characters with the FAILURE that ends it.
fn ended_charset(body: &[u32]) -> Option<()> {
    charset(ended_by(body, op::FAILURE)?)
}

fn info(body: &[u32]) -> Option<()> {
    let [flags, _min, _max, rest @ ..] = body else {
        return None;
    };
    if flags & !(op::INFO_PREFIX | op::INFO_LITERAL | op::INFO_CHARSET) != 0 {
        return None;
    }
    if flags & op::INFO_PREFIX != 0 && flags & op::INFO_CHARSET != 0
        || flags & op::INFO_LITERAL != 0 && flags & op::INFO_PREFIX == 0
    {
        return None;
    }
    if flags & op::INFO_PREFIX != 0 {
        let [length, skip, words @ ..] = rest else {
            return None;
        };
        let length = *length as usize;
        let good = length > 0 && *skip as usize <= length && words.len() == 2 * length;
        return good.then_some(());
    }
    if flags & op::INFO_CHARSET != 0 {
        return ended_charset(rest);
    }
    rest.is_empty().then_some(())
}

/// May the operation be repeated without looking at what follows? It takes one character.
fn is_single(code: &[u32]) -> bool {
    match code.first() {
        Some(&(op::ANY | op::ANY_ALL | op::FAILURE)) => code.len() == 1,
        Some(
            &(op::LITERAL
            | op::NOT_LITERAL
            | op::LITERAL_IGNORE
            | op::NOT_LITERAL_IGNORE
            | op::LITERAL_LOC_IGNORE
            | op::NOT_LITERAL_LOC_IGNORE
            | op::LITERAL_UNI_IGNORE
            | op::NOT_LITERAL_UNI_IGNORE
            | op::CATEGORY),
        ) => code.len() == 2,
        Some(&(op::IN | op::IN_IGNORE | op::IN_LOC_IGNORE | op::IN_UNI_IGNORE)) => {
            block(&code[1..]).is_some_and(|(_, rest)| rest.is_empty())
        }
        _ => false,
    }
}

/// Checks a sequence of operations.
fn check(mut code: &[u32], groups: usize, depth: usize) -> Option<()> {
    if depth > MAX_NESTING {
        return None;
    }
    let inner = |code: &[u32]| check(code, groups, depth + 1);
    while let Some((&o, rest)) = code.split_first() {
        let argument = || rest.first().copied();
        code = match o {
            op::MARK => {
                if argument()? as usize >= 2 * groups {
                    return None;
                }
                &rest[1..]
            }
            op::LITERAL
            | op::NOT_LITERAL
            | op::LITERAL_IGNORE
            | op::NOT_LITERAL_IGNORE
            | op::LITERAL_LOC_IGNORE
            | op::NOT_LITERAL_LOC_IGNORE
            | op::LITERAL_UNI_IGNORE
            | op::NOT_LITERAL_UNI_IGNORE => rest.get(1..)?,
            op::SUCCESS | op::FAILURE | op::ANY | op::ANY_ALL => rest,
            op::AT => {
                if argument()? > op::at::UNI_NON_BOUNDARY {
                    return None;
                }
                &rest[1..]
            }
            op::CATEGORY => {
                if argument()? > op::category::UNI_NOT_LINEBREAK {
                    return None;
                }
                &rest[1..]
            }
            op::IN | op::IN_IGNORE | op::IN_LOC_IGNORE | op::IN_UNI_IGNORE => {
                let (set, after) = block(rest)?;
                ended_charset(set)?;
                after
            }
            op::INFO => {
                let (body, after) = block(rest)?;
                info(body)?;
                after
            }
            op::BRANCH => branches(rest, &inner)?,
            op::REPEAT_ONE | op::MIN_REPEAT_ONE | op::POSSESSIVE_REPEAT_ONE => {
                let (body, after) = block(rest)?;
                let [min, max, item @ ..] = body else {
                    return None;
                };
                let item = ended_by(item, op::SUCCESS)?;
                if min > max || !is_single(item) {
                    return None;
                }
                inner(item)?;
                after
            }
            op::REPEAT | op::POSSESSIVE_REPEAT => {
                let (body, after) = block(rest)?;
                let [min, max, item @ ..] = body else {
                    return None;
                };
                if min > max {
                    return None;
                }
                inner(item)?;
                match (o, after.split_first()?) {
                    (op::REPEAT, (&(op::MAX_UNTIL | op::MIN_UNTIL), tail))
                    | (op::POSSESSIVE_REPEAT, (&op::SUCCESS, tail)) => tail,
                    _ => return None,
                }
            }
            op::ATOMIC_GROUP => {
                let (body, after) = block(rest)?;
                inner(ended_by(body, op::SUCCESS)?)?;
                after
            }
            op::GROUPREF
            | op::GROUPREF_IGNORE
            | op::GROUPREF_LOC_IGNORE
            | op::GROUPREF_UNI_IGNORE => {
                if argument()? as usize >= groups {
                    return None;
                }
                &rest[1..]
            }
            op::GROUPREF_EXISTS => {
                let group = argument()? as usize;
                let skip = *rest.get(1)? as usize;
                if group >= groups || skip < 2 || skip > rest.len() {
                    return None;
                }
                conditional(rest, skip, &inner)?
            }
            op::ASSERT | op::ASSERT_NOT => {
                let (body, after) = block(rest)?;
                let (back, body) = body.split_first()?;
                if *back > i32::MAX as u32 {
                    return None;
                }
                inner(ended_by(body, op::SUCCESS)?)?;
                after
            }
            // The ends of repetitions and jumps belong to what they end.
            _ => return None,
        };
    }
    Some(())
}

/// The alternatives of a BRANCH, each with the jump that ends it, and what follows them all.
fn branches<'a>(mut code: &'a [u32], inner: &dyn Fn(&[u32]) -> Option<()>) -> Option<&'a [u32]> {
    let mut target = None;
    loop {
        if *code.first()? == 0 {
            let after = &code[1..];
            // All jumps lead here.
            return target.is_none_or(|t| t == after.len()).then_some(after);
        }
        let (body, after) = block(code)?;
        let [alternative @ .., op::JUMP, skip] = body else {
            return None;
        };
        inner(alternative)?;
        // What is left behind the jump's operand, less what it leaps over.
        let left = (after.len() + 1).checked_sub(*skip as usize)?;
        if *skip == 0 || target.is_some_and(|t| t != left) {
            return None;
        }
        target = Some(left);
        code = after;
    }
}

/// The one or two parts of a conditional, and what follows them.
fn conditional<'a>(
    code: &'a [u32],
    skip: usize,
    inner: &dyn Fn(&[u32]) -> Option<()>,
) -> Option<&'a [u32]> {
    let yes = &code[2..skip];
    // With a second part the first one ends with a jump over it. A number that looks like one is told by its distance.
    if let [first @ .., op::JUMP, distance] = yes {
        let distance = *distance as usize;
        if distance >= 1 && skip - 1 + distance <= code.len() && inner(first).is_some() {
            let end = skip - 1 + distance;
            inner(&code[skip..end])?;
            return Some(&code[end..]);
        }
    }
    inner(yes)?;
    Some(&code[skip..])
}
