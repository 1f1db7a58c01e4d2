package traffic

import (
	"fmt"
	"math/rand/v2"
)

var desktopAgents = []string{
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%d.0.0.0 Safari/537.36",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:%[1]d.0) Gecko/20100101 Firefox/%[1]d.0",
	"Mozilla/5.0 (X11; Linux x86_64; rv:%[1]d.0) Gecko/20100101 Firefox/%[1]d.0",
	"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%[1]d.0.0.0 Safari/537.36 Edg/%[1]d.0.0.0",
}

var phoneAgents = []string{
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_%d like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
		"Version/18.0 Mobile/15E148 Safari/604.1",
	"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/14%d.0.0.0 Mobile Safari/537.36",
}

const (
	appAgent       = "ShopApp/6.4.1 (Android 15; okhttp/4.12.0)"
	googlebotAgent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
	bingbotAgent   = "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"
	monitorAgent   = "Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)"
	pythonAgent    = "python-requests/2.32.3"
	goAgent        = "Go-http-client/1.1"
	curlAgent      = "curl/8.9.1"
	javaAgent      = "Apache-HttpClient/5.3.1 (Java/21.0.4)"
	partnerAgent   = "acme-erp-connector/3.8 (+https://acme.example/contact)"

	sqlmapAgent   = "sqlmap/1.8.7#stable (https://sqlmap.org)"
	niktoAgent    = "Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:Port Check)"
	nucleiAgent   = "Nuclei - Open-source project (github.com/projectdiscovery/nuclei)"
	gobusterAgent = "gobuster/3.6"
	wpscanAgent   = "WPScan v3.8.25 (https://wpscan.com/wordpress-security-scanner)"
	ffufAgent     = "Fuzz Faster U Fool v2.1.0-dev"
	headlessAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/126.0.0.0 Safari/537.36"
)

func desktop(rng *rand.Rand) string {
	return fmt.Sprintf(desktopAgents[rng.IntN(len(desktopAgents))], 128+rng.IntN(16))
}

func phone(rng *rand.Rand) string {
	return fmt.Sprintf(phoneAgents[rng.IntN(len(phoneAgents))], rng.IntN(7))
}

func browser(rng *rand.Rand) string {
	if rng.IntN(100) < 45 {
		return phone(rng)
	}
	return desktop(rng)
}

// script is what attackers' tools send who do not care to hide.
func script(rng *rand.Rand) string {
	return pick(rng, pythonAgent, goAgent, curlAgent, "python-httpx/0.27.0", "axios/1.7.2", "okhttp/4.9.3")
}

// disguised is a script's or a browser's: half of them do care.
func disguised(rng *rand.Rand) string {
	if rng.IntN(2) == 0 {
		return script(rng)
	}
	return browser(rng)
}

func pick[T any](rng *rand.Rand, choices ...T) T { return choices[rng.IntN(len(choices))] }
