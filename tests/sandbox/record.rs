//! The record of what was received: the newest requests, so that a sandbox that runs for days does not grow.

use std::collections::VecDeque;

use super::Recorded;

/// Requests with their numbers, oldest first: `clear` may remove one whose answer is still to come.
pub struct Record {
    kept: VecDeque<(u64, Recorded)>,
    received: u64,
    bytes: usize,
    /// How many are kept at most.
    pub most: usize,
    /// How many bytes they have together at most.
    pub most_bytes: usize,
}

impl Record {
    /// An empty record.
    pub fn new() -> Record {
        Record { kept: VecDeque::new(), received: 0, bytes: 0, most: 5000, most_bytes: 16 << 20 }
    }

    /// Keeps a request, and returns its number.
    pub fn keep(&mut self, request: Recorded) -> u64 {
        self.received += 1;
        self.bytes += size(&request);
        self.kept.push_back((self.received, request));
        while self.kept.len() > self.most || self.bytes > self.most_bytes {
            let Some((_, oldest)) = self.kept.pop_front() else { break };
            self.bytes -= size(&oldest);
        }
        self.received
    }

    /// Notes what a request was answered with, if it is still kept.
    pub fn answered(&mut self, number: u64, status: Option<u16>) {
        let place = self.kept.partition_point(|(own, _)| *own < number);
        if let Some((_, request)) = self.kept.get_mut(place).filter(|(own, _)| *own == number) {
            request.status = status;
        }
    }

    /// The requests, oldest first.
    pub fn all(&self) -> Vec<Recorded> {
        self.kept.iter().map(|(_, request)| request.clone()).collect()
    }

    /// Forgets all of them.
    pub fn clear(&mut self) {
        self.kept.clear();
        self.bytes = 0;
    }
}

fn size(request: &Recorded) -> usize {
    let headers: usize = request.headers.iter().map(|(name, value)| name.len() + value.len()).sum();
    request.path.len() + request.query.len() + headers + request.body.len()
}
