//! Tokens of many makers, and what only looks like one. No token stands here: each is made of its maker's beginning and of
//! characters that are drawn anew, the same in each run.

use hook_builder::exchange::link;
use hook_builder::form::field::Field;
use hook_builder::form::plan::plan;
use hook_builder::form::problem::Severity;
use hook_builder::form::values::FormValues;
use hook_builder::provider::tokens::FORMS;
use hook_builder::secret::may_hold_secret;

const SMALL: &str = "abcdefghijklmnopqrstuvwxyz";
const LARGE: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";

/// Draws characters.
struct Draw(u64);

impl Draw {
    fn next(&mut self, below: usize) -> usize {
        // Knuth's MMIX, of which the upper bits are good.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn of(&mut self, alphabet: &str, count: usize) -> String {
        let all: Vec<char> = alphabet.chars().collect();
        (0..count).map(|_| all[self.next(all.len())]).collect()
    }

    /// Fills a pattern: `{a40}` is forty letters and digits, `{h}` of hexadecimal, `{u}` large letters and digits, `{b}` of
    /// base64 for addresses, `{s}` of base64, `{l}` small letters and digits, `{d}` digits.
    fn fill(&mut self, pattern: &str) -> String {
        let mut out = String::new();
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            if after.starts_with('"') {
                // An object's own.
                out = [&out, before, "{"].concat();
                rest = after;
                continue;
            }
            let (class, after) = after.split_once('}').expect("a class ends");
            let alphabet = match &class[..1] {
                "a" => [SMALL, LARGE, DIGITS].concat(),
                "h" => "0123456789abcdef".into(),
                "u" => [LARGE, DIGITS].concat(),
                "t" => [LARGE, "234567"].concat(),
                "b" => [SMALL, LARGE, DIGITS, "-_"].concat(),
                "s" => [SMALL, LARGE, DIGITS, "+/"].concat(),
                "l" => [SMALL, DIGITS].concat(),
                "d" => DIGITS.into(),
                other => panic!("{other} is no class"),
            };
            out += before;
            out += &self.of(&alphabet, class[1..].parse().expect("a class has a length"));
            rest = after;
        }
        out + rest
    }
}

/// How the tokens look.
const TOKENS: &[&str] = &[
    "ghp_{a36}",
    "gho_{a36}",
    "ghu_{a36}",
    "ghs_{a36}",
    "ghr_{a76}",
    "github_pat_{a22}_{a59}",
    "glpat-{b20}",
    "glft-{b20}",
    "glsoat-{b20}",
    "glagent-{b50}",
    "glptt-{h40}",
    "glrt-{b20}",
    "gldt-{b20}",
    "glcbt-{h2}_{b20}",
    "glimt-{l25}",
    "gloas-{h64}",
    "glffct-{b20}",
    "glpat-{b27}.01.{l9}",
    "ATATT3xFfGF0{b180}={h8}",
    "ATCTT3xFfGN0{b170}={h8}",
    "ATBB{a24}{h8}",
    "BBDC-{s44}",
    "devopness_pat_{a40}",
    "devopness_proj_{a40}",
    "xoxb-{d12}-{d13}-{a24}",
    "xoxp-{d12}-{d12}-{d13}-{h32}",
    "xoxa-2-{d12}-{d12}-{h32}",
    "xapp-1-A{u10}-{d13}-{h64}",
    "xoxe.xoxp-1-{a146}",
    "https://hooks.slack.com/services/T{u10}/B{u10}/{a24}",
    "https://hooks.slack.com/workflows/T{u10}/A{u10}/{d18}/{a24}",
    "AKIA{t16}",
    "ASIA{t16}",
    "npm_{a36}",
    "pypi-AgEIcHlwaS5vcmc{b150}",
    "sk_live_{a24}",
    "sk_test_{a99}",
    "rk_live_{a24}",
    "whsec_{a32}",
    "AIza{b35}",
    "ya29.a0{b120}",
    "GOCSPX-{b28}",
    "sk-{a48}",
    "sk-proj-{b120}",
    "sk-ant-api03-{b93}AA",
    "dop_v1_{h64}",
    "doo_v1_{h64}",
    "dor_v1_{h64}",
    "SG.{b22}.{b43}",
    "https://discord.com/api/webhooks/{d18}/{b68}",
    "https://discordapp.com/api/webhooks/{d19}/{b68}",
    "M{a23}.{b6}.{b38}",
    "{d10}:{b35}",
    "{d9}:AA{b33}",
    "-----BEGIN PRIVATE KEY-----\nMII{s61}\n{s64}\n-----END PRIVATE KEY-----",
    "-----BEGIN RSA PRIVATE KEY-----\nMII{s61}",
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk{s50}",
    "-----BEGIN EC PRIVATE KEY-----",
    "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    "dckr_pat_{b27}",
    "hvs.{b90}",
    "hvb.{b140}",
    "{a14}.atlasv1.{a67}",
    "shpat_{h32}",
    "shpss_{h32}",
    "SK{h32}",
    "key-{h32}",
    "HRKU-{b60}",
    "dapi{h32}",
    "lin_api_{a40}",
    "ntn_{a46}",
    "secret_{a43}",
    "sntrys_{b140}",
    "NRAK-{u27}",
    "nfp_{a36}",
    "vcp_{a24}",
    "glsa_{a32}_{h8}",
    "PMAK-{h24}-{h34}",
    "rubygems_{h48}",
    "hf_{a34}",
    "figd_{b40}",
    "xkeysib-{h64}-{a16}",
    "tskey-auth-{a17}-{a32}",
    "sbp_{h40}",
    "pul-{h40}",
    "squ_{h40}",
    "gsk_{a52}",
    "xai-{a80}",
    "r8_{a37}",
    "CCIPAT_{a22}_{h40}",
    "https://acme.webhook.office.com/webhookb2/{h8}-{h4}-{h4}-{h4}-{h12}@{h8}-{h4}-{h4}-{h4}-{h12}/IncomingWebhook/{h32}/{h8}-{h4}",
    "{a3}8Q~{b34}",
    "eyJhbGciOiJIUzI1NiJ9.eyJ{b60}.{b43}",
    "AGE-SECRET-KEY-1{u58}",
    "acme_{a40}",
    "https://{h40}@github.com/acme/shop",
    "https://ci:{a20}@gitlab.com/acme/shop.git",
    "https://h.example/?access_token={h40}",
    "aws_secret_access_key={s40}",
    "X-Auth-Key: {h37}",
    "\"passphrase\": \"{a24}\"",
    "DB_PASSWORD={a16}",
    "whsec_{s3}+{s28}=",
    "whsec_{s1}/{s30}",
    "fm2_{s5}/{s90}==",
    "glc_{s3}+{s80}",
    "sntrys_{s6}/{s120}==",
    "GR1348941{b20}",
    "dt0c01.{t24}.{t64}",
    "dt0s16.{t24}.{t64}",
    "CLOJARS_{h60}",
    "sdk-{h8}-{h4}-{h4}-{h4}-{h12}",
    "waka_{h8}-{h4}-{h4}-{h4}-{h12}",
    "AKID{a32}",
    "2/{d16}/{d16}:{h32}",
    "1/{d16}:{h32}",
    "cmVmdGtu{a56}",
    "{a76}AZDO{a4}",
    "apiKey := \"{a24}\"",
    "password := `{a16}`",
    "'password' => '{a16}',",
    ":client_secret => \"{a24}\"",
    "<password>{a16}</password>",
    "<client_secret>{s40}</client_secret>",
    "deploy --token {a24}",
    "deploy --password {a16} --force",
    "deploy --api-key '{a24}'",
    "deploy --client-secret={a24}",
    "curl -u ada:{a16} https://h.example/",
    "curl --user ada:{a16} https://h.example/",
    "curl -uada:{a16} https://h.example/",
    "curl -u 'ada:{a16}' https://h.example/",
    "machine h.example login ada password {a16}",
    "machine h.example\n  login ada\n  password {a16}",
    "\"client_secret\":\n    \"{a24}\"",
    "\"client_secret\":\r\n\t\"{a24}\"",
    "token: >-\n  {a24}",
    "token: |\n  {a24}",
    "token:\n  {a24}",
    "//registry.example/:_auth={a40}",
    "\"auth\": \"{a40}\"",
    "APP_KEY=base64:{a42}=",
    "RAILS_MASTER_KEY={h32}",
    "SECRET_KEY_BASE={h64}",
    "Cookie: JSESSIONID={u32}",
    "PHPSESSID={l26}; path=/",
    "sessionid={l32}",
    "connect.sid=s%3A{a32}.{s43}",
    "laravel_session={a40}",
    "senha: {a16}",
    "Passwort: {a16}",
    "Authorization: SSWS {b42}",
    "SSWS 00{a40}",
    "Authorization: Hawk id=\"dh37\", ts=\"1353832234\", nonce=\"j4h3\", mac=\"{s43}=\"",
    "Authorization: Digest username=\"ada\", realm=\"h\", response=\"{h32}\"",
    "{\"kty\":\"EC\",\"crv\":\"P-256\",\"d\":\"{b43}\"}",
    "{\"d\": \"{b43}\", \"kty\": \"OKP\"}",
    "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n{s44}\nPrivate-MAC: x",
    "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n{s64}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----",
    "Authorization: Basic {a40}",
    "Bearer {h64}",
];

/// What looks like a token, and is none.
const HARMLESS: &[&str] = &[
    "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
    "{h40}",
    "{h64}",
    "{h7}",
    "sha256:{h64}",
    "md5-{h32}",
    "{h8}-{h4}-{h4}-{h4}-{h12}",
    "sha384-{s64}",
    "sha512-{s86}==",
    "sha256-{s43}=",
    "integrity=sha512-{s86}==",
    "nonce-{s22}==",
    "SGVsbG8gd29ybGQ=",
    "dXNlcjpwYXNzd29yZA==",
    "src/provider/github/mod.rs",
    "/usr/local/lib/python3.12/site-packages",
    "C:\\Users\\acme\\AppData\\Local",
    "feature/ABC-1234-add-token-refresh",
    "release/2026.01.15-rc.3",
    "dependabot/npm_and_yarn/lodash-4.17.21",
    "renovate/actions-checkout-4.x",
    "see glpat-documentation",
    "ghp_documentation_page",
    "glpat-documentation-for-everyone",
    "sk-learn-pipeline-example-v2",
    "npm_config_registry",
    "npm_package_version_2026",
    "pypi-publish-action-for-release",
    "hvs.documentation.example",
    "SG.Windows.Forms.Controls",
    "AKIAIOSFODNN7EXAMPLE",
    "ASIAPACIFICSOUTHEAST",
    "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "ghp_XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX",
    "ghp_****",
    "ghp_…",
    "glpat-<token>",
    "xoxb-your-token-here",
    "sk-ant-api03-your-key-goes-here",
    "sk_live_mode_is_enabled_now",
    "whsec_verification_of_requests",
    "xapp-level-tokens-documentation",
    "dop_v1_deployment_of_production",
    "rk_live_restricted_key_documentation",
    "key-value-store-documentation",
    "hf_transformers_model_hub_name",
    "secret_scanning_push_protection",
    "dapi_documentation_for_beginners",
    "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
    "https://api.slack.com/messaging/webhooks",
    "https://discord.com/api/webhooks/",
    "https://discord.com/developers/docs/resources/webhook#execute-webhook",
    "Bearer authentication is required for this endpoint",
    "Basic authentication-and-authorization works",
    "a bearer token",
    "token: see the documentation",
    "password_policy",
    "password_policy=strict-and-long-enough",
    "signature_algorithm: rsa-sha256-documented",
    "password: {{ application.source_provider.access_token }}",
    "Authorization: Bearer ${{ secrets.GITHUB_TOKEN }}",
    "Bearer $GITHUB_TOKEN_2026",
    "https://ci:$TOKEN@gitlab.com/acme/shop",
    "https://ci:@h/acme/shop",
    "https://ci@bitbucket.org/acme/shop",
    "https://<user>:<password>@h/",
    "https://acme-continuous-integration@bitbucket.org/acme/shop",
    "git@github.com:acme/shop.git",
    "ssh://git@h:7999/acme/shop.git",
    "https://github.com/acme/shop/commit/8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8",
    "https://h/?access_token=<token>",
    "https://h/?token=%TOKEN%",
    "https://www.example.com/2026/01/15/how-to-build-a-deploy-pipeline-with-three-hooks-and-no-token-3f9a8b7c",
    "https://docs.example.com/security/tokens/#token-prefixes-and-how-to-read-them",
    "https://app.devopness.com/actions/{{ action.id }}",
    "AWS_SECRET_ACCESS_KEY",
    "CI_JOB_TOKEN",
    "GITHUB_TOKEN",
    "NPM_TOKEN=${NPM_TOKEN}",
    "api_key=YOUR_API_KEY",
    "api_key=xxxxxxxxxxxxxxxx",
    "AbstractSingletonProxyFactoryBean",
    "HttpSecurityBuilderConfigurerAdapter2",
    "org.springframework.security.oauth2.client.token",
    "@devopness/sdk-js@2.164.3",
    "linux-x64-v2.31.0-beta.4",
    "actions-runner-linux-arm64-2.311.0.tar.gz",
    "x86_64-unknown-linux-gnu",
    "-----BEGIN PUBLIC KEY-----",
    "-----BEGIN CERTIFICATE-----",
    "eyJhbGciOiJIUzI1NiJ9",
    "eyJ.is.short",
    "10:30:45 the deploy started",
    "1234567890:deploy",
    "pk_live_{a24}",
    "pk.documentation",
    "page-{h16}.wasm",
    "max_tokens=4096",
    "csrf_token_name=documentation",
    "Deploy 794613284672 of shop (main) took 12m34s",
    "v1.2.3-{h7}",
    "build-{h12}",
    "ci/devopness(build)",
    "W/\"{h32}\"",
    "phc_{a43}",
    "https://{h32}@o123456.ingest.sentry.io/4501234",
    "https://{h32}@sentry.acme.example/42",
    "PASS: TestX509V3ParseRSA2048",
    "--- PASS: TestParseJWT2 (0.01s)",
    "signature: RS256-JWT-JWKS",
    "signature: HS256",
    "signature: SHA512withRSA",
    "signature=ECDSA-P256-SHA256",
    "docker run -u 1000:1000 acme/shop",
    "docker run --user node:node acme/shop",
    "curl -u ada:$TOKEN https://h.example/",
    "curl -u <user>:<password> https://h.example/",
    "<password>$DB_PASSWORD</password>",
    "<token>",
    "x -> token => value",
    "--token <token>",
    "--password-stdin",
    "--secret id=deploy",
    "machine h.example login ada password <password>",
    "password:\n  minimum: 12",
    "token:\n  - documentation",
    "token: >-\n  see the documentation of the project",
    "if not token:\n    sys.exit(\"Set it first.\")",
    "if not password:\n    raise HTTPException401()",
    "case token:\n    return parseJwtX5c(header)",
    "DB_PASSWORD=\nBUILD={h40}",
    "auth: none",
    "\"auth\": \"oauth2\"",
    "author: {h40}",
    "oauth: documentation",
    "TWILIO_ACCOUNT_SID=AC{h32}",
    "sdk-js-2.164.3",
    "api-server-documentation-v2",
    "glc_documentation/of/everything",
    "{\"d\": \"{h40}\"}",
    "Digest authentication is documented",
    "Hawk id and mac are documented",
    "-----BEGIN SSH2 PUBLIC KEY-----",
    "---- BEGIN SSH2 PUBLIC KEY ----",
    "dt0c01.{t24}",
    "2026/01/15:documentation",
    "",
];

/// The text as it may stand: alone, in a sentence, in quotes, in JSON, as a header, in an address.
fn around(text: &str) -> Vec<String> {
    let json = serde_json::json!({"note": text}).to_string();
    let mut all = vec![
        text.to_string(),
        ["Set it to ", text, ", please."].concat(),
        ["\"", text, "\""].concat(),
        ["'", text, "'"].concat(),
        ["(", text, ")"].concat(),
        ["X-Note: ", text].concat(),
        json,
    ];
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:".contains(&b)) {
        all.push(["https://h.example/api/", text, "/x"].concat());
        all.push(["https://h.example/?q=", text, "&page=2"].concat());
    }
    all
}

#[test]
fn tokens_of_many_makers_are_found_wherever_they_stand() {
    assert!(TOKENS.len() >= 80);
    let mut draw = Draw(1);
    let mut missed = Vec::new();
    for pattern in TOKENS.iter().cycle().take(10 * TOKENS.len()) {
        let token = draw.fill(pattern);
        for text in around(&token) {
            assert!(may_hold_secret(&text), "the quick look says no: {text}");
            if !FORMS.literal(&text).is_some_and(|found| found.certain) {
                missed.push(text);
            }
        }
    }
    assert!(missed.is_empty(), "{} missed: {missed:#?}", missed.len());
}

#[test]
fn nothing_depends_on_how_long_a_name_or_a_gap_is() {
    let mut draw = Draw(4);
    for count in [1, 10, 100, 300, 1000] {
        for unit in ["a", "-", " ", "\"", "\n", "é", "a ", "--a", "="] {
            let (gap, token) = (unit.repeat(count), draw.fill("{a24}"));
            for text in [
                [&gap, " --token ", &token].concat(),
                ["--token ", &gap, " ", &token].concat(),
                ["--", &gap, "token ", &token].concat(),
                ["curl -u ", &gap, ":", &token].concat(),
                ["token:", &gap, &token].concat(),
                ["Authorization: Hawk ", &gap, " mac=\"", &token].concat(),
                ["Private-Lines: 1\n", &token, &gap].concat(),
                ["whsec_", &gap, "+", &token].concat(),
            ] {
                let place = FORMS.literal(&text).map(|found| found.place);
                assert!(place.is_none_or(|place| text[place].contains(&token)), "{text}");
            }
        }
    }
}

#[test]
fn what_only_looks_like_a_token_is_left_alone() {
    assert!(HARMLESS.len() >= 80);
    let mut draw = Draw(2);
    for pattern in HARMLESS.iter().cycle().take(10 * HARMLESS.len()) {
        // A variable has braces of its own.
        let harmless = if pattern.contains("{{") {
            pattern.to_string()
        } else {
            draw.fill(&pattern.replace("${N", "$N").replace("N}", "N"))
        };
        for text in around(&harmless) {
            assert_eq!(FORMS.literal(&text), None, "{text}");
        }
    }
}

/// What is said of a body's field, and whether it blocks.
fn said(name: &str, value: &str) -> Option<Severity> {
    let mut form = FormValues::new("512", "acme/shop");
    let row = form.add_extra();
    form.set_text(Field::ExtraName(row), name.into());
    form.set_text(Field::ExtraValue(row), value.into());
    let problems = plan(&form).problems;
    assert!(problems.iter().all(|problem| problem.field == Field::ExtraValue(row)), "{name}: {problems:#?}");
    assert!(problems.len() <= 1, "{name}: {problems:#?}");
    let blocks = problems.iter().any(|problem| problem.blocks());
    assert_eq!(link::write(&form).is_err(), blocks, "{name}: a link holds no secret, and everything else");
    problems.first().map(|problem| problem.severity)
}

#[test]
fn a_name_alone_warns_and_what_looks_random_under_it_is_an_error() {
    let mut draw = Draw(3);
    let names = [
        "password",
        "passwd",
        "pwd",
        "passphrase",
        "credentials",
        "X-Auth-Key",
        "api_key",
        "client_secret",
        "private-key",
        "secretKey",
        "accessToken",
        "DB_PASS",
        "signature",
        "password2",
        "new_password_confirmation",
        "AWS_SECRET_ACCESS_KEY",
    ];
    for name in names {
        assert_eq!(said(name, "horse"), Some(Severity::Warning), "{name}");
        assert_eq!(said(name, "correct horse battery staple"), Some(Severity::Warning), "{name}");
        for random in ["{a16}", "{h32}", "{s40}", "{u20}", "{h8}-{h4}-{h4}-{h4}-{h12}"] {
            assert_eq!(said(name, &draw.fill(random)), Some(Severity::Error), "{name}");
        }
        for stand_in in ["$TOKEN", "<token>", "****", "xxxxxxxx", "{{ application.source_provider.access_token }}"] {
            // A variable that holds a secret is refused for another reason.
            assert!(stand_in.starts_with("{{") || said(name, stand_in) != Some(Severity::Error), "{name}: {stand_in}");
            assert_eq!(FORMS.literal_in_header(name, stand_in), None, "{name}: {stand_in}");
        }
    }
    for name in [
        "password_policy",
        "signature_algorithm",
        "secret_algorithm",
        "tokens_used",
        "author",
        "status_key",
        "compass",
        "max_tokens",
    ] {
        assert_eq!(said(name, "horse"), None, "{name}");
        assert_eq!(said(name, "8d1f5c0e2b7a49638fd24c6b9a3e7f5012c4d6e8"), None, "{name}");
    }
}

#[test]
fn the_quick_look_lets_usual_forms_pass() {
    for repository in [
        "acme/shop",
        "https://github.com/acme/shop",
        "git@github.com:acme/shop.git",
        "https://gitlab.com/acme/platform/shop",
        "https://bitbucket.org/acme/web-shop",
        "https://github.com/devopness/devopness",
        "https://app.devopness.com/projects/3/environments/12/pipelines/512",
    ] {
        assert!(!may_hold_secret(repository), "{repository}");
    }
    let form = FormValues::new("512", "https://github.com/acme/shop");
    assert_eq!(hook_builder::form::rules::may_hold_secret(&form), None);
    assert_eq!(link::write_with(&form, None), link::write(&form));
}
