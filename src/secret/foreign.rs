//! Tokens that neither Devopness nor a provider of commit statuses has given away.

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
pub(super) const PREFIXES: &str = "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe. xoxe- xapp- xwfp- AKIA ASIA ABIA ACCA \
    npm_ pypi- sk_live_ sk_test_ rk_live_ rk_test_ sk_org_ whsec_ AIza ya29. GOCSPX- sk- sk-proj- sk-ant- sess- dop_v1_ \
    doo_v1_ dor_v1_ SG. dckr_pat_ dckr_oat_ hvs. hvb. hvr. shpat_ shpca_ shppa_ shpss_ key- HRKU- cfut_ cfat_ cfk_ \
    dapi lin_api_ lin_oauth_ secret_ ntn_ sntrys_ sntryu_ NRAK- NRJS- NRII- NRAA- vcp_ vci_ vck_ vca_ nfp_ nfc_ nfo_ nfu_ \
    glsa_ glc_ PMAK- pscale_ dp. pul- rubygems_ hf_ r8_ gsk_ xai- pplx- sbp_ sb_secret_ fo1_ fm1r_ fm2_ rnd_ sqp_ squ_ sqa_ \
    sq0atp- sq0csp- EAA figd_ xkeysib- bkua_ CCIPAT_ CCIPRJ_ tskey- CFPAT- FLWSECK EZAK rdme_ ddp_ ATATT ATCTT AKCp cio oy2 \
    LTAI ops_ AGE-SECRET-KEY-";

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
