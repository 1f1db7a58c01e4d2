package spanview

import "strings"

// isQuiet tells most keys that attribute does not know by their beginning and their length: they are of name spaces that say
// nothing of an error. On an HTTP server's span, every second key is.
func isQuiet(key string) bool {
	if len(key) < 3 {
		return true
	}
	switch key[0] {
	case 'k', 'l', 'v': // k8s
		return true
	case 'n': // network, net.host
		return len(key) != len("net.peer.name")
	case 't': // thread, telemetry
		return key[1] != 'w'
	case 'c': // client, cloud, code
		return key[1] == 'l' || (key[1] == 'o' && key[2] == 'd')
	case 'm': // messaging
		return key[1] == 'e' && key[2] == 's'
	case 's': // server, service, session
		return key[1] == 'e' && len(key) != len("server.address") && !strings.HasPrefix(key, "servlet.")
	case 'u': // url, user, user_agent
		switch len(key) {
		case len("uri"), len("url.path"), len("url.query"), len("user_agent.original"):
			return false
		default:
			return key[1] != 'p'
		}
	default:
		return false
	}
}
