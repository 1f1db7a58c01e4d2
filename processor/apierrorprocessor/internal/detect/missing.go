package detect

import (
	"bytes"
	"strings"

	"github.com/otelcol-apierror/otelcol-apierror/internal/pathtemplate"
)

// pathKind is what a path that leads nowhere says of who asked for it.
type pathKind uint8

const (
	pathPlain     pathKind = iota
	pathExpected           // browsers, stores and search engines ask every site for it
	pathPage               // a page of a site as it once was: crawlers and bookmarks remember those for years
	pathSensitive          // what scanners ask for, and nobody who means the site
)

const (
	longestSegment = 40  // a name that is looked up
	longestPath    = 512 // what is read of a path
)

// kindOf reads a path, and names what is sensitive about it: all files of one repository are one thing to probe.
func kindOf(path string) (kind pathKind, name string) {
	path = path[:min(len(path), longestPath)]
	path = strings.TrimRight(path, "/")
	assets := pathtemplate.AssetExtension(path) != "" // of some old release, whatever their names
	page, depth := false, 0
	for rest := path; rest != ""; {
		var segment string
		segment, rest, _ = strings.Cut(rest, "/")
		if segment == "" {
			continue
		}
		depth++
		var buffer [longestSegment]byte
		lowered := lowerInto(&buffer, segment)
		switch {
		case string(lowered) == ".well-known" || rest == "" && expectedFile(lowered):
			return pathExpected, ""
		case !assets && sensitive(lowered):
			return pathSensitive, segment
		case rest == "":
			page = page || looksWritten(lowered, depth)
		default:
			page = page || holdsPages(lowered)
		}
	}
	if page {
		return pathPage, ""
	}
	return pathPlain, ""
}

// lowerInto folds a segment's case. What lies beyond the longest name matters to no table but those of endings.
func lowerInto(buffer *[longestSegment]byte, segment string) []byte {
	if over := len(segment) - longestSegment; over > 0 {
		segment = segment[over:]
	}
	for i := range len(segment) {
		buffer[i] = asciiLower(segment[i])
	}
	return buffer[:len(segment)]
}

// expectedFile reports whether user agents ask for a file of the name by themselves.
func expectedFile(name []byte) bool {
	switch string(name) {
	case "robots.txt", "ads.txt", "app-ads.txt", "sellers.json", "security.txt", "humans.txt", "llms.txt", "favicon.ico", "favicon.png",
		"favicon.svg", "sitemap.xml", "sitemap_index.xml", "sitemap.xml.gz", "sitemap.txt", "browserconfig.xml", "manifest.json",
		"manifest.webmanifest", "site.webmanifest", "crossdomain.xml", "clientaccesspolicy.xml", "apple-app-site-association",
		"assetlinks.json", "opensearch.xml", "sw.js", "service-worker.js", "rss.xml", "feed.xml", "atom.xml":
		return true
	}
	return bytes.HasPrefix(name, []byte("apple-touch-icon")) || bytes.HasPrefix(name, []byte("mstile-"))
}

// sensitive reports whether a segment is one that scanners ask for because of what it would give away, and that no page
// links to. The selection is our own.
func sensitive(name []byte) bool {
	if name[0] == '.' { // .env, .git, .aws, .ssh, .htaccess, and ..
		return len(name) > 1
	}
	switch string(name) {
	case "wp-login.php", "wp-admin", "wp-config.php", "xmlrpc.php",
		"phpmyadmin", "pma", "myadmin", "mysqladmin", "adminer", "adminer.php", "phpinfo.php", "phpinfo", "phpunit", "eval-stdin.php",
		"actuator", "heapdump", "jolokia", "server-status", "server-info", "nginx_status", "pprof", "_ignition", "telescope", "_profiler",
		"cgi-bin", "solr", "jenkins", "hudson", "owa", "ecp", "autodiscover", "boaform", "hnap1", "gponform", "setup.cgi",
		"jmx-console", "web-console", "invoker", "wls-wsat", "weblogic", "struts", "nacos", "geoserver", "manager", "host-manager",
		"web.config", "web-inf", "id_rsa", "id_dsa", "id_ed25519", "passwd", "shadow", "win.ini", "elmah.axd", "trace.axd",
		"config.php", "config.yml", "config.yaml", "configuration.php", "settings.php", "local_settings.py", "secrets.yml",
		"credentials", "credentials.json", "docker-compose.yml", "dockerfile", "composer.lock", "appsettings.json",
		"%2e%2e", "..%2f", "console", "admin.php", "shell.php", "c99.php", "cmd.php":
		return true
	}
	switch string(ending(name)) {
	case "sql", "sqlite", "bak", "swp", "pem", "ppk", "pfx", "env":
		return true
	case "zip", "gz", "tgz", "rar", "7z", "tar":
		return archived(name)
	default:
		return false
	}
}

// servedToNobody reports whether a sensitive segment is one that no service means to serve: who is given it has found what he probed for.
// The rest, such as wp-admin or a console, has users of its own where it exists.
func servedToNobody(segment string) bool {
	var buffer [longestSegment]byte
	name := lowerInto(&buffer, segment)
	if name[0] == '.' {
		return true
	}
	switch string(name) {
	case "wp-config.php", "web.config", "web-inf", "id_rsa", "id_dsa", "id_ed25519", "passwd", "shadow", "win.ini", "heapdump":
		return true
	}
	switch string(ending(name)) {
	case "sql", "sqlite", "bak", "swp", "pem", "ppk", "pfx", "env":
		return true
	default:
		return false
	}
}

// archived reports whether an archive is named after what somebody would put by.
func archived(name []byte) bool {
	for _, start := range [...]string{"backup", "dump", "db", "database", "www", "site", "htdocs", "public_html"} {
		if bytes.HasPrefix(name, []byte(start)) {
			return true
		}
	}
	return false
}

// looksWritten reports whether a path's last segment is the title of something: welcome-to-our-shop, about.html.
func looksWritten(name []byte, depth int) bool {
	switch string(ending(name)) {
	case "html", "htm", "xhtml", "shtml", "pdf":
		return true
	case "":
	default:
		return false
	}
	hyphens := bytes.Count(name, []byte("-"))
	return hyphens >= 2 || hyphens == 1 && depth > 1
}

// holdsPages reports whether a segment is what sites keep their pages under.
func holdsPages(name []byte) bool {
	switch string(name) {
	case "blog", "post", "posts", "article", "articles", "news", "wiki", "page", "pages", "product", "products", "category", "categories",
		"tag", "tags", "archive", "archives", "shop", "store", "catalog", "catalogue", "collections", "forum", "topic", "topics", "thread",
		"item", "items", "story", "stories", "docs", "doc", "help", "guide", "guides", "people", "authors", "event", "events", "recipes",
		"faq", "kb", "press", "reviews", "content", "old", "legacy", "en", "de", "fr", "es", "it":
		return true
	}
	return len(name) == 4 && (name[0] == '1' && name[1] == '9' || name[0] == '2' && name[1] == '0') && digit(name[2]) && digit(name[3])
}

// ending is a file name's extension, without its dot.
func ending(name []byte) []byte {
	dot := bytes.LastIndexByte(name, '.')
	if dot < 0 {
		return nil
	}
	return name[dot+1:]
}
