//! The handle by which a document holds its template.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::Template;

/// A template that is built in, or one composed for a document of an unknown place. Cheap to clone.
///
/// ```
/// use yusuan::{Layout, Template};
///
/// let layout = Layout::from(Template::GUANGDONG_2026);
/// assert_eq!(layout.id, "guangdong-2026");
/// ```
#[derive(Clone, Debug)]
pub enum Layout {
    /// One of [`Template::ALL`].
    Known(&'static Template),
    /// A composed one.
    Composed(Arc<Template>),
}

/// The composed templates met last, each with its hash, the latest at the end.
static COMPOSED: Mutex<VecDeque<(u64, Arc<Template>)>> = Mutex::new(VecDeque::new());

/// A folder of documents has a few families, each with a few editions.
const MOST_KEPT: usize = 64;

impl Layout {
    /// A handle for a composed template. Documents of one family share one, and what follows from it is
    /// worked out once: the last 64 are kept.
    pub fn compose(template: Template) -> Self {
        let mut hasher = DefaultHasher::new();
        template.hash(&mut hasher);
        let hash = hasher.finish();
        // Nothing panics while the list is held, and a list that was left half changed is a list all the same.
        let mut kept = COMPOSED.lock().unwrap_or_else(PoisonError::into_inner);
        let position = kept.iter().position(|(known, other)| *known == hash && **other == template);
        let entry = position.and_then(|position| kept.remove(position));
        let (_, shared) = entry.unwrap_or_else(|| (hash, Arc::new(template)));
        kept.push_back((hash, Arc::clone(&shared)));
        if kept.len() > MOST_KEPT {
            kept.pop_front();
        }
        Self::Composed(shared)
    }
}

impl Deref for Layout {
    type Target = Template;

    fn deref(&self) -> &Template {
        match self {
            Self::Known(template) => template,
            Self::Composed(template) => template,
        }
    }
}

impl AsRef<Template> for Layout {
    fn as_ref(&self) -> &Template {
        self
    }
}

impl From<&'static Template> for Layout {
    fn from(template: &'static Template) -> Self {
        Self::Known(template)
    }
}

/// The same as [`Layout::compose`].
impl From<Template> for Layout {
    fn from(template: Template) -> Self {
        Self::compose(template)
    }
}

impl From<&Self> for Layout {
    fn from(layout: &Self) -> Self {
        layout.clone()
    }
}

/// By what the templates declare.
impl PartialEq for Layout {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Layout {}

#[cfg(feature = "serde")]
mod text {
    use std::fmt;

    use serde::de::value::MapAccessDeserializer;
    use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
    use serde::ser::{Serialize, Serializer};

    use super::{Layout, Template};

    /// The id of a template that is built in; a composed one in full.
    impl Serialize for Layout {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Known(template) => serializer.serialize_str(&template.id),
                Self::Composed(template) => template.serialize(serializer),
            }
        }
    }

    impl<'de> Deserialize<'de> for Layout {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(IdOrTemplate)
        }
    }

    struct IdOrTemplate;

    impl<'de> Visitor<'de> for IdOrTemplate {
        type Value = Layout;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the id of a template, or a template")
        }

        fn visit_str<E: Error>(self, id: &str) -> Result<Layout, E> {
            let known = Template::by_id(id).map(Layout::Known);
            known.ok_or_else(|| E::custom(format_args!("{id:?} is no template")))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Layout, A::Error> {
            let template = Template::deserialize(MapAccessDeserializer::new(map))?;
            template.check().map_err(A::Error::custom)?;
            Ok(Layout::compose(template))
        }
    }
}
