//! serde through `Display` and `FromStr`, by hand: a derive on 1,500 variants costs a second.

/// Makes serde write the `Display` text of a type and read it back with `FromStr`.
macro_rules! serde_as_text {
    ($type:ty, $expecting:literal) => {
        #[cfg(feature = "serde")]
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str($crate::code::text::TextVisitor::new($expecting))
            }
        }
    };
}

pub(super) use serde_as_text;

#[cfg(feature = "serde")]
pub(super) struct TextVisitor<T> {
    expecting: &'static str,
    produces: std::marker::PhantomData<T>,
}

#[cfg(feature = "serde")]
impl<T> TextVisitor<T> {
    pub(super) fn new(expecting: &'static str) -> Self {
        Self { expecting, produces: std::marker::PhantomData }
    }
}

#[cfg(feature = "serde")]
impl<T> serde::de::Visitor<'_> for TextVisitor<T>
where
    T: std::str::FromStr<Err: std::fmt::Display>,
{
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}
