//! What hosts need: the headers that a page cannot give itself, once for each kind of host.

use crate::files::Files;

/// For files whose names change with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// How they are called, as a regular expression that each host reads alike.
const HASHED: &str = r"page-([a-z_]+-)?[0-9a-f]+\.(js|wasm)";
/// What the page has no use for, so that nothing that ever got into it has either.
const FEATURES: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), display-capture=(), fullscreen=(), \
    geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), midi=(), payment=(), \
    publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Adds the header files of each host that the tests have: what is not tried on the host itself is not written. `program`
/// is the path of the WebAssembly.
pub fn add(files: &mut Files, policy: &str, program: &str) {
    let headers = headers(policy);
    // The browser asks for the largest file as soon as the page's headers are there, before it has read the page.
    let link = format!("<./{program}>; rel=preload; as=fetch; type=application/wasm");
    let mut text = |path: &str, text: String| files.add(path, text.into_bytes());
    text("_headers", static_hosts(&headers, &link));
    text(".htaccess", apache(&headers, &link));
    text("hosting/nginx.conf", nginx(&headers, &link));
    text("hosting/nginx-api-proxy.conf", NGINX_PROXY.to_owned());
    text("hosting/Caddyfile", caddy(&headers, &link));
}

/// The headers of every answer, in the order in which they are written.
fn headers(policy: &str) -> Vec<(&'static str, String)> {
    vec![
        // Being framed can be forbidden by a header only (https://www.w3.org/TR/CSP3/#meta-element).
        ("Content-Security-Policy", format!("{policy}; frame-ancestors 'none'")),
        ("Cross-Origin-Opener-Policy", "same-origin".to_owned()),
        ("Cross-Origin-Resource-Policy", "same-origin".to_owned()),
        ("Permissions-Policy", FEATURES.to_owned()),
        ("Referrer-Policy", "no-referrer".to_owned()),
        ("X-Content-Type-Options", "nosniff".to_owned()),
        ("X-Frame-Options", "DENY".to_owned()),
    ]
}

fn lines(headers: &[(&str, String)], line: impl Fn(&str, &str) -> String) -> String {
    headers.iter().map(|(name, value)| line(name, value)).collect()
}

/// Netlify, Cloudflare Pages and others read `_headers`. These hosts ask for unnamed files anew by themselves, and join
/// rules that name the same header, so only one names the cache.
fn static_hosts(headers: &[(&str, String)], link: &str) -> String {
    let all = lines(headers, |name, value| format!("  {name}: {value}\n"));
    format!("/*\n{all}/\n  Link: {link}\n/page-*\n  Cache-Control: {FOR_EVER}\n")
}

fn apache(headers: &[(&str, String)], link: &str) -> String {
    format!(
        "# Apache 2.4 with mod_headers, mod_mime and mod_rewrite; the site must allow this file: AllowOverride All.\n\
         AddType application/wasm .wasm\n\
         AddType application/manifest+json .webmanifest\n\
         AddType text/javascript .js\n\
         {}\
         Header always set Cache-Control \"no-cache\"\n\
         <FilesMatch \"^index\\.html\">\n\
         Header always set Link \"{link}\"\n\
         </FilesMatch>\n\
         <FilesMatch \"^{HASHED}(\\.br|\\.gz)?$\">\n\
         Header always set Cache-Control \"{FOR_EVER}\"\n\
         </FilesMatch>\n\n\
         # The compressed copies, for browsers that take them.\n\
         RewriteEngine On\n\
         RewriteRule \\.(br|gz)$ - [L,E=no-gzip:1,E=no-brotli:1]\n\
         RewriteRule ^$ index.html\n\
         {}\
         <FilesMatch \"\\.br$\">\nHeader always set Content-Encoding br\nHeader always append Vary Accept-Encoding\n</FilesMatch>\n\
         <FilesMatch \"\\.gz$\">\nHeader always set Content-Encoding gzip\nHeader always append Vary Accept-Encoding\n</FilesMatch>\n\
         RemoveLanguage .br\n\
         RemoveEncoding .gz\n\
         # Otherwise their kind would be that of a compressed file.\n\
         {}",
        lines(headers, |name, value| format!("Header always set {name} \"{value}\"\n")),
        [("br", "br"), ("gzip", "gz")]
            .map(|(coding, end)| format!(
                "RewriteCond %{{HTTP:Accept-Encoding}} {coding}\n\
                 RewriteCond %{{REQUEST_FILENAME}}.{end} -f\n\
                 RewriteRule ^(.*\\.(html|js|wasm))$ $1.{end} [L]\n"
            ))
            .concat(),
        [("html", "text/html"), ("js", "text/javascript"), ("wasm", "application/wasm")]
            .map(|(end, kind)| format!("<FilesMatch \"\\.{end}\\.(br|gz)$\">\nForceType {kind}\n</FilesMatch>\n"))
            .concat(),
    )
}

fn nginx(headers: &[(&str, String)], link: &str) -> String {
    format!(
        "# Serves the page below /tools/hooks/. Include this file in a server block, with your path and your folder.\n\
         location = /tools/hooks {{\n\
         \x20   return 301 /tools/hooks/;\n\
         }}\n\
         location /tools/hooks/ {{\n\
         \x20   alias /srv/hook-builder/;\n\
         \x20   index index.html;\n\
         \x20   # The compressed copies. With the module ngx_brotli also: brotli_static on;\n\
         \x20   gzip_static on;\n\
         \x20   gzip_vary on;\n\
         \x20   types {{\n\
         \x20       text/html html;\n\
         \x20       text/javascript js;\n\
         \x20       application/wasm wasm;\n\
         \x20       application/json json;\n\
         \x20       application/manifest+json webmanifest;\n\
         \x20       image/svg+xml svg;\n\
         \x20   }}\n\
         \x20   charset utf-8;\n\
         \x20   charset_types text/javascript;\n\
         {}\
         \x20   # An empty header is not sent.\n\
         \x20   set $hook_builder_link \"\";\n\
         \x20   if ($uri ~ \"/(index\\.html)?$\") {{\n\
         \x20       set $hook_builder_link \"{link}\";\n\
         \x20   }}\n\
         \x20   add_header Link $hook_builder_link;\n\
         \x20   # Only what is named after its content may be kept.\n\
         \x20   expires -1;\n\
         \x20   location ~ /{HASHED}$ {{\n\
         \x20       expires 1y;\n\
         \x20   }}\n\
         }}\n",
        lines(headers, |name, value| format!("    add_header {name} \"{value}\" always;\n")),
    )
}

/// The same for every bundle: the page finds the proxy by `hosting.json`.
const NGINX_PROXY: &str = "\
# Optional: passes calls of the page on to the Devopness API, for users whose browsers the API refuses (CORS).
# Include this file in the same server block as nginx.conf. The page then offers it as a choice of the API.
#
# What it means for the access token: it travels to this server and from here to the API. nginx neither stores it nor
# writes it to its log, but whoever runs this server could read it. Offer this to users who trust you with that.
location = /tools/hooks/hosting.json {
    default_type application/json;
    add_header Cache-Control no-cache always;
    return 200 '{\"api_proxy\": \"./devopness\"}';
}
location /tools/hooks/devopness/production/ {
    proxy_pass https://api.devopness.com/;
    proxy_ssl_server_name on;
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 3;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
    proxy_set_header Host api.devopness.com;
    proxy_set_header Cookie \"\";
    proxy_set_header Origin \"\";
    proxy_hide_header Set-Cookie;
}
location /tools/hooks/devopness/staging/ {
    proxy_pass https://staging-api.devopness.com/;
    proxy_ssl_server_name on;
    proxy_ssl_verify on;
    proxy_ssl_verify_depth 3;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
    proxy_set_header Host staging-api.devopness.com;
    proxy_set_header Cookie \"\";
    proxy_set_header Origin \"\";
    proxy_hide_header Set-Cookie;
}
";

fn caddy(headers: &[(&str, String)], link: &str) -> String {
    format!(
        "# Serves the page below /tools/hooks/. Import this file in a site block.\n\
         redir /tools/hooks /tools/hooks/\n\
         handle_path /tools/hooks/* {{\n\
         \troot * /srv/hook-builder\n\
         \theader {{\n{}\t}}\n\
         \t@page path / /index.html\n\
         \theader @page Link \"{link}\"\n\
         \theader /manifest.webmanifest Content-Type application/manifest+json\n\
         \t# A header for everything would be set behind one for some, whatever their order here.\n\
         \t@hashed path_regexp ^/{HASHED}$\n\
         \theader @hashed Cache-Control \"{FOR_EVER}\"\n\
         \t@others not path_regexp ^/{HASHED}$\n\
         \theader @others Cache-Control no-cache\n\
         \tfile_server {{\n\t\tprecompressed br gzip\n\t}}\n\
         }}\n",
        lines(headers, |name, value| format!("\t\t{name} \"{value}\"\n")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_development_server_sends_the_same_headers() {
        let config = include_str!("../../Trunk.toml");
        let (_, section) = config.split_once("[serve.headers]\n").expect("it has headers");
        let sent: Vec<_> = section.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect();
        let policy = "the policy of the page itself";
        let wanted = headers(policy).into_iter().map(|(name, value)| {
            // A build's hashes are not known here, and the page has them.
            let value = value.trim_start_matches(policy).trim_start_matches("; ");
            format!("{name} = \"{value}\"")
        });
        assert_eq!(sent, wanted.collect::<Vec<_>>());
    }
}
