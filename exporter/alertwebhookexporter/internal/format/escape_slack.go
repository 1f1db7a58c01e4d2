package format

// escapeSlack takes the meaning from the three characters that Slack gives one: mentions and links are all within <>.
// https://docs.slack.dev/messaging/formatting-message-text#escaping
func escapeSlack(r rune) string {
	switch r {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	}
	return string(r)
}
