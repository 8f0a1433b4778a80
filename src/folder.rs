//! Folders of documents: each file read by what it is, one bad file never stopping the rest.

use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use crate::budget::Disclosure;
use crate::read::{self, ReadError};

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file could not be opened or read.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// Its text is no budget that is understood.
    #[error("{0}")]
    Text(#[from] ReadError),
    /// It is no file that is read: a damaged or protected one, or one too large.
    #[cfg(any(feature = "html", feature = "pdf", feature = "xlsx"))]
    #[error("{0}")]
    Input(#[from] crate::input::InputError),
    /// It is text in another encoding than UTF-8.
    #[error("the text is not UTF-8")]
    Encoding,
    /// Files with this ending are not read, or only with a feature of the crate.
    #[error("files that end in .{0} are not read by this build")]
    Ending(String),
}

/// The endings of files that are read with the features the crate was built with.
const ENDINGS: &[&str] = &[
    "txt",
    "md",
    #[cfg(feature = "html")]
    "html",
    #[cfg(feature = "html")]
    "htm",
    #[cfg(feature = "pdf")]
    "pdf",
    #[cfg(feature = "xlsx")]
    "xlsx",
    #[cfg(feature = "xlsx")]
    "xls",
    #[cfg(feature = "xlsx")]
    "ods",
];

/// Reads a file by its ending: `txt` and `md`, with the feature `html` also `html` and `htm`, with `pdf` also `pdf`,
/// with `xlsx` also `xlsx`, `xls` and `ods`.
///
/// ```
/// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/cooperation-office-2024.txt");
/// let disclosure = yusuan::read_file(path.as_ref())?;
/// assert_eq!(disclosure.header.year.number(), 2024);
/// # Ok::<(), yusuan::FileError>(())
/// ```
pub fn read_file(path: &Path) -> Result<Disclosure, FileError> {
    let ending = ending(path);
    if !ENDINGS.contains(&ending.as_str()) {
        return Err(FileError::Ending(ending));
    }
    let bytes = fs::read(path)?;
    match ending.as_str() {
        #[cfg(feature = "html")]
        "html" | "htm" => Ok(crate::input::read_html(&bytes)?),
        #[cfg(feature = "pdf")]
        "pdf" => Ok(crate::input::read_pdf(&bytes)?),
        #[cfg(feature = "xlsx")]
        "xlsx" | "xls" | "ods" => Ok(crate::input::read_workbook(&bytes)?),
        _ => Ok(read::read_text(str::from_utf8(&bytes).map_err(|_| FileError::Encoding)?)?),
    }
}

fn ending(path: &Path) -> String {
    path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// The documents of a folder and of the folders in it, in the order of their paths. Links are not followed.
pub fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && ENDINGS.contains(&ending(&entry.path()).as_str()) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads the documents of a folder one after the other; nothing is kept of one when the next is read.
///
/// ```
/// let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");
/// let read: Vec<_> = yusuan::read_folder(folder.as_ref())?.filter_map(|(_, read)| read.ok()).collect();
/// assert_eq!(read.len(), 1);
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn read_folder(folder: &Path) -> io::Result<impl Iterator<Item = (PathBuf, Result<Disclosure, FileError>)>> {
    let documents = documents(folder)?;
    Ok(documents.into_iter().map(|path| {
        let read = read_file(&path);
        (path, read)
    }))
}

/// Reads documents on several threads and hands each to `each` as soon as it is read, in no certain order.
///
/// As many documents are held at once as there are threads. What `each` makes of them is returned in the order
/// of the paths.
pub fn read_in_parallel<T: Send>(
    paths: &[PathBuf],
    threads: NonZeroUsize,
    each: impl Fn(&Path, Result<Disclosure, FileError>) -> T + Sync,
) -> Vec<T> {
    let next = Mutex::new(0);
    let take = || {
        // A thread that panicked left a number behind like any other.
        let mut next = next.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let index = *next;
        *next += 1;
        paths.get(index).map(|path| (index, path))
    };
    let work =
        || std::iter::from_fn(take).map(|(index, path)| (index, each(path, read_file(path)))).collect::<Vec<_>>();
    let mut done: Vec<(usize, T)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..threads.get().min(paths.len())).map(|_| scope.spawn(work)).collect();
        // A panic in `each` is the caller's and goes on there.
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, made)| made).collect()
}
