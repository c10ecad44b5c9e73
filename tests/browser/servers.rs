//! The web servers of Debian, each with the configuration that the bundle itself has for it, and what any site has around.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::harness::{is_root, pause};

/// Where the bundle's own configuration serves it.
pub const FOLDER: &str = "/tools/hooks/";

/// A running web server. Dropping it ends it and its files.
pub struct Server {
    child: Child,
    folder: PathBuf,
}

impl Server {
    /// nginx with a bundle on this port; calls that the proxy passes on go to `api`.
    pub fn nginx(bundle: &str, port: u16, api: Option<&str>) -> Server {
        let folder = folder("nginx", port);
        let page = from_its_place(bundle, "nginx.conf");
        let proxy = api.map_or_else(String::new, |api| {
            // The sandbox stands in for both; their names could not be looked up here.
            let api = format!("proxy_pass {api}/");
            let proxy = read(bundle, "hosting/nginx-api-proxy.conf");
            let proxy = proxy.replace("proxy_pass https://api.devopness.com/", &api);
            let proxy = proxy.replace("proxy_pass https://staging-api.devopness.com/", &api);
            assert_eq!(proxy.matches(&api).count(), 2, "the API's stand-in can be put in");
            proxy
        });
        let user = if is_root() { "user root;" } else { "" };
        let at = folder.display();
        let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let paths: String = kinds.iter().map(|kind| format!("{kind}_temp_path {at}/{kind};\n")).collect();
        let config = format!(
            "{user}\ndaemon off;\npid {at}/pid;\nerror_log {at}/error.log;\nevents {{}}\nhttp {{\n{paths}access_log {at}/access.log;\n\
             server {{\nlisten 127.0.0.1:{port};\n{page}{proxy}}}\n}}\n"
        );
        let file = write(&folder, "nginx.conf", &config);
        let mut command = Command::new(program("nginx"));
        command.arg("-e").arg(folder.join("error.log")).arg("-c").arg(file).arg("-p").arg(&folder);
        Server::start(command, folder)
    }

    /// Caddy with a bundle on this port.
    pub fn caddy(bundle: &str, port: u16) -> Server {
        let folder = folder("caddy", port);
        let page = from_its_place(bundle, "Caddyfile");
        let at = folder.display();
        let config = format!(
            "{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {at}\n}}\nhttp://127.0.0.1:{port} {{\n\tbind 127.0.0.1\n{page}}}\n"
        );
        let file = write(&folder, "Caddyfile", &config);
        let mut command = Command::new(program("caddy"));
        command.args(["run", "--adapter", "caddyfile", "--config"]).arg(file);
        command.env("HOME", &folder).env("XDG_DATA_HOME", &folder).env("XDG_CONFIG_HOME", &folder);
        Server::start(command, folder)
    }

    /// Apache with a bundle on this port.
    pub fn apache(bundle: &str, port: u16) -> Server {
        let folder = folder("apache", port);
        let modules =
            ["mpm_event", "authz_core", "alias", "dir", "mime", "headers", "rewrite", "deflate", "brotli", "filter"];
        let module = |name: &&str| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n");
        let modules: String = modules.iter().map(module).collect();
        let user = if is_root() { "User nobody\nGroup nogroup\n" } else { "" };
        let (at, bundle) = (folder.display(), bundle_folder(bundle));
        // As a site that compresses what it sends by itself.
        let config = format!(
            "{modules}{user}ServerName 127.0.0.1\nListen 127.0.0.1:{port}\nPidFile {at}/pid\nErrorLog {at}/error.log\n\
             DefaultRuntimeDir {at}\nTypesConfig /etc/mime.types\nDocumentRoot {at}\nDirectoryIndex index.html\n\
             AddOutputFilterByType BROTLI_COMPRESS;DEFLATE text/html text/javascript application/wasm\n\
             Alias {1} \"{0}\"\n<Directory \"{0}\">\nAllowOverride All\nRequire all granted\n</Directory>\n",
            bundle.display(),
            FOLDER.trim_end_matches('/')
        );
        let file = write(&folder, "apache2.conf", &config);
        let mut command = Command::new(program("apache2"));
        command.args(["-D", "FOREGROUND", "-f"]).arg(file);
        Server::start(command, folder)
    }

    /// Waits until it takes connections on this port.
    pub async fn listens(&mut self, port: u16) {
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = self.child.try_wait().expect("a process can be asked");
            assert!(ended.is_none(), "the server has ended: {}", self.errors());
            pause().await;
        }
    }

    fn start(mut command: Command, folder: PathBuf) -> Server {
        let errors = std::fs::File::create(folder.join("errors")).expect("a file can be written");
        let child = command.stdout(Stdio::null()).stderr(errors).spawn();
        let name = command.get_program().to_string_lossy().into_owned();
        let child = child
            .unwrap_or_else(|reason| panic!("{name} cannot be started ({reason}): run make test, which installs it"));
        Server { child, folder }
    }

    /// What stands in one of its files.
    pub fn log(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(name)).unwrap_or_default()
    }

    /// What it complains of.
    pub fn errors(&self) -> String {
        [self.log("errors"), self.log("error.log")].concat()
    }

    /// Asks it to end: one that leads others ends with them when it is asked, and not when it is killed.
    pub fn stop(&self) {
        let done = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(done.is_ok_and(|status| status.success()), "a process can be asked to end");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn folder(name: &str, port: u16) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("hook-builder-{name}-{}-{port}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(name);
    std::fs::write(&file, text).expect("a file can be written");
    file
}

fn bundle_folder(bundle: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(bundle)
}

fn read(bundle: &str, name: &str) -> String {
    std::fs::read_to_string(bundle_folder(bundle).join(name)).expect("the bundle has it")
}

/// The bundle's configuration with the folder that it has here.
fn from_its_place(bundle: &str, name: &str) -> String {
    let own = bundle_folder(bundle);
    let text = read(bundle, &format!("hosting/{name}"));
    assert!(text.contains("/srv/hook-builder"), "the folder can be put in");
    text.replace("/srv/hook-builder", &own.display().to_string())
}

/// Where Debian keeps such a program, or the set-up has unpacked it.
fn program(name: &str) -> PathBuf {
    let tools = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools").join(name).join("usr");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&paths).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    let folders = folders.chain([tools.join("sbin"), tools.join("bin")]);
    folders.map(|folder| folder.join(name)).find(|path| path.is_file()).unwrap_or_else(|| name.into())
}
