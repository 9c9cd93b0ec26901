//! Where things are kept, as plain data. The environment is read in `cli` alone.

use std::path::PathBuf;

/// The folders of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Takes and models.
    pub data: PathBuf,
    /// Where a model is looked for, in order.
    pub models: Vec<PathBuf>,
}

impl Folders {
    /// Where recorded takes are written.
    #[must_use]
    pub fn takes(&self) -> PathBuf {
        self.data.join("takes")
    }

    /// Where a model that was fetched or imported is put.
    #[must_use]
    pub fn own_models(&self) -> PathBuf {
        self.data.join("models")
    }
}
