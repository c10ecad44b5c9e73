//! Values that are compared by where they stand.

use std::ops::Deref;
use std::sync::Arc;

/// A value that is cheap to hand out and to compare: two are equal while nobody has changed one of them. Whoever changes
/// it makes another one, as long as somebody else holds this one.
pub struct Shared<T: ?Sized>(Arc<T>);

impl<T> Shared<T> {
    /// Shares a value.
    pub fn new(value: T) -> Shared<T> {
        Shared(Arc::new(value))
    }
}

impl<T: Clone> Shared<T> {
    /// The value, to be changed.
    pub fn change(&mut self) -> &mut T {
        Arc::make_mut(&mut self.0)
    }
}

impl<T: ?Sized> From<Arc<T>> for Shared<T> {
    fn from(value: Arc<T>) -> Self {
        Shared(value)
    }
}

impl<T: ?Sized> From<Shared<T>> for Arc<T> {
    fn from(value: Shared<T>) -> Self {
        value.0
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Shared::new(T::default())
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(self.0.clone())
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: ?Sized> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Shared;

    #[test]
    fn a_change_is_seen_by_whoever_holds_what_was_there_before() {
        let mut text = Shared::new(String::from("a"));
        let before = text.clone();
        assert!(text == before);
        text.change().push('b');
        assert!(text != before);
        assert_eq!((&**text, &**before), ("ab", "a"));
        let again = text.clone();
        text.change().pop();
        assert!(text != again && text != before, "the same text is another one");
    }
}
