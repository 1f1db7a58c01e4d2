package detect

import (
	"math"
	"net/netip"
	"strings"
)

// attackTools are programs that name themselves in the user agent and are made to find weaknesses, each with a part of the name
// that nothing else has, in small letters. Sources: the programs' own defaults, as collected in OWASP CRS's
// scanners-user-agents.data and CrowdSec's bad_user_agents list, without what is also used by monitors, libraries and feed readers.
var attackTools = [...]string{
	"acunetix", "arachni", "burpcollaborator", "commix", "dirbuster", "dirsearch", "droopescan", "feroxbuster", "ffuf", "fuzz faster u fool",
	"gobuster", "grabber", "havij", "hydra", "jaeles", "joomscan", "masscan", "metasploit", "morfeus", "nessus", "netsparker", "nikto",
	"nmap scripting", "nuclei", "openvas", "paros", "qualys was", "skipfish", "sqlmap", "sqlninja", "vega/", "w3af", "wapiti", "webinspect",
	"wfuzz", "whatweb", "wpscan", "xsser", "xspider", "zaproxy", "zgrab", "zmeu",
}

// agentLimit is what is read of a user agent.
const agentLimit = 256

// ToolOf names the program of attackers that a user agent says it is, "" if none.
func ToolOf(agent string) string {
	if agent == "" {
		return ""
	}
	var buffer [agentLimit]byte
	n := min(len(agent), agentLimit)
	for i := range n {
		buffer[i] = asciiLower(agent[i])
	}
	lowered := string(buffer[:n])
	for _, tool := range &attackTools {
		if strings.Contains(lowered, tool) {
			return tool
		}
	}
	return ""
}

// Of the users of an address some have the same program, and each calls more than once: two calls in a row are by one program more often
// than one time in sameCosts, while a list of names that are taken by turns has them that often only if it is short. Where only some calls are
// looked at, those in a row are not seen.
const (
	sameCosts   = 12
	enoughTurns = 60
	seenInARow  = 2
)

// alternate notes whether a call is by another program than the one before.
func (t *tally) alternate(agent uint64, weight int) {
	lower := uint32(agent) //nolint:gosec // enough to tell two apart
	switch {
	case weight > seenInARow || t.last == 0:
	case t.last == lower:
		t.strides = max(t.strides, sameCosts) - sameCosts
	default:
		t.strides = min(t.strides, math.MaxUint8-1) + 1
	}
	t.last = lower
}

// saysCrawler reports whether a user agent says that it is a search engine's.
func saysCrawler(agent string) bool {
	return strings.Contains(agent, "bot") || strings.Contains(agent, "Bot") || strings.Contains(agent, "crawler") || strings.Contains(agent, "spider")
}

// saysBrowser reports whether a user agent says that it is a browser's.
func saysBrowser(agent string) bool { return strings.HasPrefix(agent, "Mozilla/") }

// isPrivate reports whether an address is one of a network that the internet does not reach.
func isPrivate(id string) bool {
	address, err := netip.ParseAddr(strings.TrimSuffix(id, "/64"))
	return err == nil && (address.IsPrivate() || address.IsLoopback())
}
