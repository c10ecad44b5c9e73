//! The options of programs that take a value.

/// Options of a program.
pub struct Options {
    /// Long names.
    pub long: &'static str,
    /// Short names, each with its long one behind it.
    pub short: &'static [(char, &'static str)],
}

impl Options {
    /// Whether a long option takes a value.
    pub fn takes_value(&self, name: &str) -> bool {
        self.long.split_ascii_whitespace().any(|own| own == name)
    }

    /// The long name of a short option that takes a value.
    pub fn long(&self, letter: char) -> Option<&'static str> {
        self.short.iter().find(|(own, _)| *own == letter).map(|(_, name)| *name)
    }
}

/// Those of curl 8.17 and all before it that take a value (<https://curl.se/docs/manpage.html>). `--expand-` in front of a
/// name stands for it.
pub const CURL: Options = Options {
    long: "abstract-unix-socket alt-svc aws-sigv4 cacert capath cert cert-type ciphers config connect-timeout connect-to \
           continue-at cookie cookie-jar create-file-mode crlfile curves data data-ascii data-binary data-raw \
           data-urlencode delegation dns-interface dns-ipv4-addr dns-ipv6-addr dns-servers doh-url dump-header ech \
           egd-file engine etag-compare etag-save expect100-timeout form form-string ftp-account \
           ftp-alternative-to-user ftp-method ftp-port ftp-ssl-ccc-mode happy-eyeballs-timeout-ms haproxy-clientip \
           header hostpubmd5 hostpubsha256 hsts interface ip-tos ipfs-gateway json keepalive-cnt keepalive-time key \
           key-type knownhosts krb libcurl limit-rate local-port login-options mail-auth mail-from mail-rcpt max-filesize \
           max-redirs max-time netrc-file noproxy oauth2-bearer output output-dir parallel-max parallel-max-host pass \
           pinnedpubkey preproxy proto proto-default proto-redir proxy proxy-cacert proxy-capath proxy-cert \
           proxy-cert-type proxy-ciphers proxy-crlfile proxy-header proxy-key proxy-key-type proxy-pass \
           proxy-pinnedpubkey proxy-service-name proxy-tls13-ciphers proxy-tlsauthtype proxy-tlspassword proxy-tlsuser \
           proxy-user proxy1.0 pubkey quote random-file range rate referer request request-target resolve retry \
           retry-delay retry-max-time sasl-authzid service-name sigalgs socks4 socks4a socks5 socks5-gssapi-service \
           socks5-hostname speed-limit speed-time stderr telnet-option tftp-blksize time-cond tls-max tls13-ciphers \
           tlsauthtype tlspassword tlsuser trace trace-ascii trace-config unix-socket upload-file upload-flags url \
           url-query user user-agent variable vlan-priority write-out",
    short: &[
        ('A', "user-agent"),
        ('b', "cookie"),
        ('c', "cookie-jar"),
        ('C', "continue-at"),
        ('d', "data"),
        ('D', "dump-header"),
        ('e', "referer"),
        ('E', "cert"),
        ('F', "form"),
        ('H', "header"),
        ('K', "config"),
        ('m', "max-time"),
        ('o', "output"),
        ('P', "ftp-port"),
        ('Q', "quote"),
        ('r', "range"),
        ('t', "telnet-option"),
        ('T', "upload-file"),
        ('u', "user"),
        ('U', "proxy-user"),
        ('w', "write-out"),
        ('x', "proxy"),
        ('X', "request"),
        ('y', "speed-time"),
        ('Y', "speed-limit"),
        ('z', "time-cond"),
    ],
};

/// Those of GNU Wget 1.25 (<https://www.gnu.org/software/wget/manual/wget.html>).
pub const WGET: Options = Options {
    long: "accept accept-regex append-output base bind-address bind-dns-address body-data body-file ca-certificate \
           ca-directory certificate certificate-type ciphers compression config connect-timeout crl-file cut-dirs \
           default-page directory-prefix dns-servers dns-timeout domains egd-file exclude-directories exclude-domains \
           execute follow-tags ftp-password ftp-user header hsts-file http-password http-user ignore-tags \
           include-directories input-file level limit-rate load-cookies local-encoding max-redirect method \
           output-document output-file password pinnedpubkey post-data post-file prefer-family preferred-location \
           private-key private-key-type progress proxy-password proxy-user quota random-file read-timeout referer \
           regex-type reject reject-regex rejected-log remote-encoding report-speed restrict-file-names \
           retry-on-http-error save-cookies secure-protocol start-pos timeout tries use-askpass user user-agent wait \
           waitretry warc-dedup warc-file warc-header warc-max-size warc-tempdir",
    short: &[
        ('A', "accept"),
        ('a', "append-output"),
        ('B', "base"),
        ('D', "domains"),
        ('e', "execute"),
        ('I', "include-directories"),
        ('i', "input-file"),
        ('l', "level"),
        ('O', "output-document"),
        ('o', "output-file"),
        ('P', "directory-prefix"),
        ('Q', "quota"),
        ('R', "reject"),
        ('T', "timeout"),
        ('t', "tries"),
        ('U', "user-agent"),
        ('w', "wait"),
        ('X', "exclude-directories"),
    ],
};

/// Those of HTTPie 3 and of xh (<https://httpie.io/docs/cli>).
pub const HTTPIE: Options = Options {
    long: "auth auth-type bearer boundary cert cert-key cert-key-pass ciphers default-scheme format-options http-version \
           interface max-headers max-redirects output pretty print proxy raw resolve response-charset response-mime \
           session session-read-only ssl style timeout verify",
    short: &[
        ('A', "auth-type"),
        ('a', "auth"),
        ('o', "output"),
        ('P', "history-print"),
        ('p', "print"),
        ('s', "style"),
    ],
};
