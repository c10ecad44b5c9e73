//! The shells, started so that nobody's own settings matter.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A shell and the options that keep its start-up files out.
pub struct Shell {
    pub name: &'static str,
    options: &'static [&'static str],
    /// What turns history expansion on in an interactive shell, where it has such a thing.
    prepare: &'static str,
}

/// How a shell gets its commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// As a script.
    File,
    /// As a person's typing: history expansion is on where the shell has it.
    Interactive,
}

/// All shells that the page promises, and the small one of embedded systems.
pub const SHELLS: &[Shell] = &[
    Shell {
        name: "bash",
        options: &["--noprofile", "--norc"],
        prepare: "set -o history; set -o histexpand; HISTFILE=\n",
    },
    Shell { name: "dash", options: &[], prepare: "" },
    Shell { name: "zsh", options: &["-f"], prepare: "setopt banghist; HISTSIZE=1000\n" },
    Shell { name: "fish", options: &["--no-config"], prepare: "" },
    Shell { name: "busybox", options: &["sh"], prepare: "" },
];

impl Shell {
    /// Runs a script to its end and returns what was said on the way.
    pub fn run(&self, script: &str, input: Input, variables: &[(&str, &str)]) -> String {
        let output = self.output(script, input, variables);
        // curl's progress is said in lines that end in carriage returns, and tells nothing here.
        let said = String::from_utf8_lossy(&output.stderr);
        let told: Vec<&str> = said.lines().filter(|line| !line.contains('\r') && !line.contains("Dload")).collect();
        let end = told.len().saturating_sub(20);
        format!("{}\n{}", output.status, told[end..].join("\n"))
    }

    /// Runs a script to its end.
    pub fn output(&self, script: &str, input: Input, variables: &[(&str, &str)]) -> Output {
        require("curl");
        let program = require(self.name);
        let home = Home::new();
        let mut command = Command::new(program);
        // Only these variables: a proxy or a locale of this machine must not matter.
        command.env_clear().env("PATH", env::var_os("PATH").unwrap_or_default()).env("HOME", &home.0);
        command.env("XDG_CONFIG_HOME", &home.0).env("TERM", "dumb").env("PS1", "").env("PS2", "");
        command.envs(variables.iter().copied()).current_dir(&home.0).args(self.options);
        let path = home.0.join("script");
        let prepare = if input == Input::Interactive { self.prepare } else { "" };
        fs::write(&path, [prepare, script].concat()).expect("a script can be written");
        match input {
            Input::File => command.arg(&path).stdin(Stdio::null()),
            Input::Interactive => command.arg("-i").stdin(fs::File::open(&path).expect("the script was written")),
        };
        command.output().unwrap_or_else(|why| panic!("{} does not start: {why}", self.name))
    }
}

/// The program's path.
fn require(program: &str) -> PathBuf {
    let paths = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&paths).map(|folder| folder.join(program)).find(|path| path.is_file());
    found.unwrap_or_else(|| {
        panic!("{program} is not installed, and these tests need it: apt-get install bash dash zsh fish busybox curl")
    })
}

/// A folder of one run's own, removed at its end.
struct Home(PathBuf);

impl Home {
    fn new() -> Home {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("shells-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).expect("a folder can be made below target");
        Home(path)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What is left behind stands below target, and harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}
