package leak

// tokenRules are the tokens that tell by their form who issued them. Where the vendor documents no form, the source is the
// rule of a scanner that the vendor works with.
var tokenRules = []rule{
	{
		name: "aws_access_key_id", kind: KindCredential, literals: []string{"akia", "asia", "abia", "acca"}, pattern: `(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}`,
		source:  "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids",
		matches: "The AWS Access Key Id AKIA{upper:16} does not exist in our records", ignores: "no flights to ASIA found in the index",
	},
	{
		name: "google_api_key", kind: KindCredential, literals: []string{"aiza"}, pattern: `AIza[0-9A-Za-z_-]{35}`,
		source:  "https://docs.cloud.google.com/docs/authentication/api-keys",
		matches: "API key not valid: AIza{alnum:35}", ignores: "unknown city AIzawl",
	},
	{
		name: "google_oauth", kind: KindCredential, literals: []string{"ya29.", "gocspx-"}, pattern: `(?:ya29[.][0-9A-Za-z_-]{20}|GOCSPX-[0-9A-Za-z_-]{28})`,
		source:  "https://developers.google.com/identity/protocols/oauth2",
		matches: "invalid credentials ya29.{alnum:60}", ignores: "ya29 not found",
	},
	{
		name: "github_token", kind: KindCredential, literals: []string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}, pattern: `gh[pousr]_[0-9A-Za-z]{36}`,
		source:  "https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/",
		matches: "remote: invalid token ghp_{alnum:36}", ignores: "unknown option ghp_verbose",
	},
	{
		name: "github_fine_grained_token", kind: KindCredential, literals: []string{"github_pat_"}, pattern: `github_pat_[0-9A-Za-z_]{36}`,
		source:  "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens",
		matches: "401 for github_pat_{alnum:22}_{alnum:59}", ignores: "github_pat_ tokens are not allowed",
	},
	{
		name: "gitlab_token", kind: KindCredential, literals: []string{"glpat-", "gldt-", "glrt-", "glptt-"}, pattern: `gl(?:pat|dt|rt|ptt)-[0-9A-Za-z_-]{20}`,
		source:  "https://docs.gitlab.com/security/tokens/#token-prefixes",
		matches: "token glpat-{alnum:20} was revoked", ignores: "use a glpat- token",
	},
	{
		name: "slack_token", kind: KindCredential, literals: []string{"xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"}, pattern: `(?:xox[abeprs]|xapp)-[0-9A-Za-z-]{16}`,
		source:  "https://docs.slack.dev/authentication/tokens",
		matches: "invalid_auth for xoxb-{digits:12}-{digits:12}-{alnum:24}", ignores: "a token begins with xoxb- or xoxp-",
	},
	{
		name: "slack_webhook", kind: KindCredential, literals: []string{"hooks.slack.com/services/t"}, pattern: `hooks\.slack\.com/services/T[0-9A-Z]+/B[0-9A-Z]+/[0-9A-Za-z]{16}`,
		source:  "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
		matches: `Post "https://hooks.slack.com/services/T{upper:10}/B{upper:10}/{alnum:24}": EOF`, ignores: "https://hooks.slack.com/services/ is no webhook",
	},
	{
		name: "stripe_key", kind: KindCredential, literals: []string{"sk_live_", "rk_live_", "sk_test_", "rk_test_", "whsec_"}, pattern: `(?:[rs]k_(?:live|test)|whsec)_[0-9A-Za-z]{16}`,
		source:  "https://docs.stripe.com/keys",
		matches: "Invalid API Key provided: sk_live_{alnum:24}", ignores: "Invalid API Key provided: sk_live_********************1234",
	},
	{
		name: "openai_key", kind: KindCredential, literals: []string{"sk-"}, pattern: `sk-(?:[0-9A-Za-z]{40}|(?:proj|svcacct|admin|ant-[a-z]+[0-9]+|or-v1)-[0-9A-Za-z_-]{20})`,
		source:  "https://platform.openai.com/docs/api-reference/authentication, https://docs.claude.com/en/api/overview",
		matches: "Incorrect API key provided: sk-proj-{alnum:48}", ignores: "Incorrect API key provided: sk-abc1*****************************wxyz",
	},
	{
		name: "twilio_key", kind: KindCredential, literals: []string{"sk"}, pattern: `SK[0-9a-f]{32}`,
		source:  "https://www.twilio.com/docs/iam/api-keys",
		matches: "no such key SK{hex:32}", ignores: "article SK20391 is sold out",
	},
	{
		name: "sendgrid_key", kind: KindCredential, literals: []string{"sg."}, pattern: `SG\.[0-9A-Za-z_-]{16,32}\.[0-9A-Za-z_-]{32}`,
		source:  "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
		matches: "Unauthorized: SG.{alnum:22}.{alnum:43}", ignores: "msg.payload is undefined, and so is SG.value.size",
	},
	{
		name: "mailgun_key", kind: KindCredential, literals: []string{"key-"}, pattern: `key-[0-9a-f]{32}`,
		source:  "https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt",
		matches: "Forbidden for key-{hex:32}", ignores: "the key-value store is read-only",
	},
	{
		name: "npm_token", kind: KindCredential, literals: []string{"npm_"}, pattern: `npm_[0-9A-Za-z]{36}`,
		source:  "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/",
		matches: "E401 npm_{alnum:36}", ignores: "npm_config_registry is not set",
	},
	{
		name: "pypi_token", kind: KindCredential, literals: []string{"pypi-ageichlwas5vcmc"}, pattern: `pypi-AgEIcHlwaS5vcmc[0-9A-Za-z_-]{32}`,
		source:  "https://warehouse.pypa.io/development/token-scanning.html",
		matches: "403 for pypi-AgEIcHlwaS5vcmc{alnum:64}", ignores: "pypi-mirror is down",
	},
	{
		name: "digitalocean_token", kind: KindCredential, literals: []string{"dop_v1_", "doo_v1_", "dor_v1_"}, pattern: `do[opr]_v1_[0-9a-f]{64}`,
		source:  "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
		matches: "Unable to authenticate dop_v1_{hex:64}", ignores: "dop_v1_tokens is not a table",
	},
	{
		name: "shopify_token", kind: KindCredential, literals: []string{"shpat_", "shpss_", "shpca_", "shppa_"}, pattern: `shp(?:at|ss|ca|pa)_[0-9a-fA-F]{32}`,
		source:  "https://shopify.dev/docs/apps/build/authentication-authorization",
		matches: "[API] Invalid access token shpat_{hex:32}", ignores: "shpat_ prefix expected",
	},
	{
		name: "vault_token", kind: KindCredential, literals: []string{"hvs.", "hvb.", "hvr."}, pattern: `hv[sbr]\.[0-9A-Za-z_-]{24}`,
		source:  "https://developer.hashicorp.com/vault/docs/concepts/tokens",
		matches: "permission denied for hvs.{alnum:90}", ignores: "hvs.example.com is unreachable",
	},
	{
		name: "databricks_token", kind: KindCredential, literals: []string{"dapi"}, pattern: `dapi[0-9a-f]{32}`,
		source:  "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
		matches: "Invalid access token dapi{hex:32}", ignores: "dapi-gateway answered 502",
	},
	{
		name: "telegram_bot_token", kind: KindCredential, literals: []string{":aa"}, inWord: true, find: findTelegramToken,
		source:  "https://core.telegram.org/bots/api#authorizing-your-bot",
		matches: "Post https://api.telegram.org/bot{digits:10}:AA{alnum:33}/sendMessage: EOF", ignores: "invalid MAC 00:aa:11:bb:22:cc",
	},
	{
		name: "hugging_face_token", kind: KindCredential, literals: []string{"hf_"}, pattern: `hf_[0-9A-Za-z]{34}`,
		source:  "https://huggingface.co/docs/hub/security-tokens",
		matches: "Invalid user token hf_{alnum:34}", ignores: "hf_hub_download failed",
	},
	{
		name: "new_relic_key", kind: KindCredential, literals: []string{"nrak-", "nrii-"}, pattern: `NR(?:AK|II)-[0-9A-Za-z_-]{27}`,
		source:  "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
		matches: "403 NRAK-{upper:27}", ignores: "NRAK- keys only",
	},
	{
		name: "grafana_token", kind: KindCredential, literals: []string{"glsa_", "glc_"}, pattern: `(?:glsa_[0-9A-Za-z]{32}_[0-9a-f]{8}|glc_[0-9A-Za-z+/]{32})`,
		source:  "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
		matches: "Invalid API key glsa_{alnum:32}_{hex:8}", ignores: "glsa_token is not set",
	},
	{
		name: "atlassian_token", kind: KindCredential, literals: []string{"atatt3"}, pattern: `ATATT3[0-9A-Za-z_=-]{64}`,
		source:  "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
		matches: "Basic auth failed: ATATT3{alnum:180}", ignores: "ATATT3 expected",
	},
	{
		name: "square_token", kind: KindCredential, literals: []string{"sq0atp-", "sq0csp-"}, pattern: `sq0(?:atp|csp)-[0-9A-Za-z_-]{22}`,
		source:  "https://developer.squareup.com/docs/build-basics/access-tokens",
		matches: "UNAUTHORIZED sq0atp-{alnum:22}", ignores: "sq0atp- is deprecated",
	},
	{
		name: "age_secret_key", kind: KindCredential, literals: []string{"age-secret-key-1"}, pattern: `AGE-SECRET-KEY-1[0-9A-Z]{58}`,
		source:  "https://github.com/C2SP/C2SP/blob/main/age.md",
		matches: "malformed AGE-SECRET-KEY-1{upper:58}", ignores: "expected AGE-SECRET-KEY-1 prefix",
	},
	{
		name: "json_web_token", kind: KindCredential, literals: []string{"eyj"}, find: findJWT,
		source:  "https://www.rfc-editor.org/rfc/rfc7519",
		matches: "could not verify eyJ{alnum:20}.eyJ{alnum:40}.{alnum:43}", ignores: "cursor eyJpZCI6MTJ9 is not valid",
	},
}
