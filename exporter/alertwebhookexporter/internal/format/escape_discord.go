package format

import "strings"

// escapeDiscord takes the meaning from Discord's Markdown (https://support.discord.com/hc/en-us/articles/210298617), from its emoji and
// from its mentions.
func escapeDiscord(r rune) string {
	switch {
	case r == '@':
		return "@" + zeroWidthSpace
	case strings.ContainsRune("\\*_~`|>#-+[]()<:", r):
		return "\\" + string(r)
	}
	return string(r)
}
