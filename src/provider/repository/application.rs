//! The repository of an application, as the API tells it.

use super::parse_place;
use crate::devopness::resource::Application;

impl Application {
    /// The host of its repository, where the answer names it by a whole address. The API description has a full name there.
    pub fn host(&self) -> Option<String> {
        parse_place(&self.repository).ok()?.host
    }

    /// The full name of its repository, also where the answer names it by a whole address.
    pub fn full_name(&self) -> String {
        let place = parse_place(&self.repository).ok().filter(|place| place.host.is_some());
        place.map_or_else(|| self.repository.clone(), |place| place.path.join("/"))
    }
}
