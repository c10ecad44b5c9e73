//! Tokens that neither Devopness nor a provider of commit statuses has given away.

use super::find::{BODY_MIN, FOREIGN_MIN, begins};
use super::random::is_random;

/// How they begin. Each is one of its maker's own, as their pages tell:
/// AWS (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>),
/// Slack (<https://api.slack.com/concepts/token-types>),
/// Stripe (<https://docs.stripe.com/keys>),
/// npm (<https://docs.npmjs.com/about-access-tokens>),
/// PyPI (<https://pypi.org/help/#apitoken>),
/// Google (<https://cloud.google.com/docs/authentication/api-keys>),
/// DigitalOcean (<https://docs.digitalocean.com/reference/api/>),
/// HashiCorp Vault (<https://developer.hashicorp.com/vault/docs/concepts/tokens>),
/// Shopify (<https://shopify.dev/docs/apps/build/authentication-authorization>),
/// and the others, whose forms GitHub's list of partner patterns names
/// (<https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns>).
const PREFIXES: &str = "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe. xoxe- xapp- xwfp- AKIA ASIA ABIA ACCA \
    npm_ pypi- sk_live_ sk_test_ rk_live_ rk_test_ sk_org_ whsec_ AIza ya29. GOCSPX- sk- sk-proj- sk-ant- sess- dop_v1_ \
    doo_v1_ dor_v1_ SG. dckr_pat_ dckr_oat_ hvs. hvb. hvr. shpat_ shpca_ shppa_ shpss_ key- HRKU- cfut_ cfat_ cfk_ \
    dapi lin_api_ lin_oauth_ secret_ ntn_ sntrys_ sntryu_ NRAK- NRJS- NRII- NRAA- vcp_ vci_ vck_ vca_ nfp_ nfc_ nfo_ nfu_ \
    glsa_ glc_ PMAK- pscale_ dp. pul- rubygems_ hf_ r8_ gsk_ xai- pplx- sbp_ sb_secret_ fo1_ fm1r_ fm2_ rnd_ sqp_ squ_ sqa_ \
    sq0atp- sq0csp- EAA figd_ xkeysib- bkua_ CCIPAT_ CCIPRJ_ tskey- CFPAT- FLWSECK EZAK rdme_ ddp_ ATATT ATCTT AKCp cio oy2 \
    LTAI ops_ AGE-SECRET-KEY- GR1348941 CLOJARS_ AKID cmVmdGtu";
/// Those that base64 follows, with all of its signs.
const IN_BASE64: [&str; 7] = ["whsec_", "fm1r_", "fm2_", "fo1_", "glc_", "sntrys_", "sntryu_"];
/// Those that a UUID follows: LaunchDarkly (<https://launchdarkly.com/docs/home/account/environment/keys>) and
/// WakaTime (<https://wakatime.com/developers#authentication>).
const BEFORE_UUID: [&str; 3] = ["sdk-", "api-", "waka_"];

/// Addresses that take messages from whoever knows them, from their hosts on:
/// Slack (<https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks>),
/// Discord (<https://discord.com/developers/docs/resources/webhook>),
/// Microsoft Teams (<https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors>) and
/// Zapier (<https://zapier.com/apps/webhook/integrations>).
pub(super) const WEBHOOKS: [&str; 6] = [
    "hooks.slack.com/",
    "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
    "webhook.office.com/",
    "outlook.office.com/webhook/",
    "hooks.zapier.com/hooks/",
];

/// Whether a run of signs is a token.
pub(super) fn is_token(text: &str) -> bool {
    let begins = |prefix| text.strip_prefix(prefix).is_some_and(|body: &str| is_random(body));
    PREFIXES.split(' ').any(begins)
        || BEFORE_UUID.iter().any(|prefix| text.strip_prefix(prefix).is_some_and(is_uuid))
        || is_aws(text)
        || is_twilio(text)
        || is_azure(text)
        || is_azure_devops(text)
        || is_general(text)
}

/// The beginning of a token behind which base64 stands.
pub(super) fn in_base64(text: &str) -> Option<&'static str> {
    IN_BASE64.into_iter().find(|prefix| begins(text, prefix))
}

fn is_uuid(text: &str) -> bool {
    let is_hyphen = |at: usize| matches!(at, 8 | 13 | 18 | 23);
    text.len() == 36
        && text.bytes().enumerate().all(|(at, b)| if is_hyphen(at) { b == b'-' } else { b.is_ascii_hexdigit() })
        && is_random(text)
}

/// A personal access token of Azure DevOps, which has its mark near its end
/// (<https://learn.microsoft.com/en-us/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate>).
fn is_azure_devops(text: &str) -> bool {
    text.len() == 84 && &text.as_bytes()[76..80] == b"AZDO" && is_random(text)
}

/// What the parts of a token with dots say that it is: a JSON Web Token (RFC 7519), whose first part begins with `{"`, a
/// token of Discord (<https://discord.com/developers/docs/reference>), or one of HCP Terraform
/// (<https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens>) or of Dynatrace
/// (<https://docs.dynatrace.com/managed/dynatrace-api/basics/dynatrace-api-authentication>).
pub(super) fn parts(rest: &str) -> Option<&'static str> {
    let mut parts = rest.splitn(4, '.');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    // One of Airtable has two parts (<https://airtable.com/developers/web/api/authentication>).
    if first.starts_with("pat") && first.len() == 17 && second.len() == 64 && is_random(second) {
        return Some("token");
    }
    let third = third?;
    let random = |least: [usize; 3]| {
        let both = [(first, least[0]), (second, least[1]), (third, least[2])];
        both.into_iter().all(|(part, least)| part.len() >= least) && is_random(first)
    };
    if first.starts_with("eyJ") && random([BODY_MIN, BODY_MIN, 0]) && is_random(second) {
        return Some("JSON Web Token");
    }
    let discord = first.len() <= 28 && second.len() <= 7 && random([24, 6, 27]) && is_random(third);
    let terraform = second == "atlasv1" && random([14, 0, 40]);
    let dynatrace = first.starts_with("dt0") && first.len() == 6 && second.len() == 24 && third.len() >= 40;
    (discord || terraform || dynatrace && is_random(third)).then_some("token")
}

/// Whether a text has the form that most makers of tokens have settled on, whoever made it: a few small letters, a sign, and
/// behind it, among others, a long part of small and large letters and digits. Keys that are meant for everybody to see and
/// sums of what is no secret have it as well.
fn is_general(text: &str) -> bool {
    const NONE: [&str; 7] = ["pk", "pub", "phc", "sha", "nonce", "md5", "hash"];
    let Some((maker, body)) = text.split_once(['_', '-', '.']) else { return false };
    let lower = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    if !(2..=12).contains(&maker.len()) || !maker.bytes().all(lower) || NONE.iter().any(|none| maker.starts_with(none))
    {
        return false;
    }
    body.split(['_', '-', '.', '~']).any(|part| {
        let count = |of: fn(&u8) -> bool| part.bytes().filter(of).count();
        let kinds = [count(u8::is_ascii_lowercase), count(u8::is_ascii_uppercase), count(u8::is_ascii_digit)];
        part.len() >= FOREIGN_MIN && kinds.into_iter().all(|count| count >= 2) && is_random(part)
    })
}

/// An access key of AWS: sixteen of the signs of base32 behind its beginning, which need not look random
/// (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html>).
fn is_aws(text: &str) -> bool {
    let body = text.strip_prefix("AKIA").or(text.strip_prefix("ASIA")).unwrap_or_default().as_bytes();
    let digits = body.iter().filter(|b| b.is_ascii_digit()).count();
    body.len() == 16 && digits >= 2 && body.iter().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(b))
}

/// An API key of Twilio (<https://www.twilio.com/docs/iam/api-keys>).
fn is_twilio(text: &str) -> bool {
    text.len() == 34 && text.strip_prefix("SK").is_some_and(|body| body.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The secret of a client at Microsoft Entra, which has `8Q~` behind its first three characters
/// (<https://learn.microsoft.com/en-us/purview/sit-defn-client-secret-api-key>).
fn is_azure(text: &str) -> bool {
    text.len() >= 37 && matches!(text.as_bytes()[3..6], [b'0'..=b'9', b'Q', b'~'])
}
