package load

import (
	"context"
	"net/http"
	"time"
)

// ScannerAddress is where the scanner comes from.
const ScannerAddress = "192.0.2.77"

// ProbeEvery is how fast it goes.
const ProbeEvery = 90 * time.Millisecond

// scannedPaths are what scanners ask every server on the internet for.
var scannedPaths = []string{
	"/.env", "/.git/config", "/wp-login.php", "/wp-admin/setup-config.php", "/xmlrpc.php", "/phpmyadmin/index.php",
	"/actuator/env", "/actuator/heapdump", "/server-status", "/config.json", "/backup.sql", "/db.sql.gz", "/id_rsa",
	"/.aws/credentials", "/.ssh/authorized_keys", "/admin/config.php", "/api/v1/namespaces", "/solr/admin/info/system",
	"/manager/html", "/console/", "/cgi-bin/luci", "/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php", "/.DS_Store",
	"/etc/passwd", "/owa/auth/logon.aspx", "/autodiscover/autodiscover.xml", "/boaform/admin/formLogin", "/HNAP1/",
	"/debug/pprof/heap", "/swagger.json",
}

// Probes is how many paths the scanner tries.
func Probes() int { return len(scannedPaths) }

// Scanner looks for what somebody may have left lying about.
func Scanner(ctx context.Context, shop *Shop, every time.Duration) {
	from := visitor{address: ScannerAddress, agent: "Mozilla/5.0 (compatible; zgrab/0.x)"}
	for _, path := range scannedPaths {
		shop.call(ctx, from, request{method: http.MethodGet, path: path}, nil)
		if !pause(ctx, every) {
			return
		}
	}
}
