package leak

// placeRules know where the service runs: paths, addresses, host names.
var placeRules = []rule{
	{
		name: "unix_path", kind: KindFilePath, literals: []string{
			"/var/", "/usr/", "/etc/", "/opt/", "/root/", "/srv/", "/proc/", "/mnt/", "/home/", "/users/", "/tmp/", "/app/", "/data/",
			"/code/", "/build/", "/workspace/", "/go/src/", "/run/", "/nix/store/", "/layers/",
		}, find: findUnixPath,
		source:  "https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html",
		matches: "open /etc/shop/config.yaml: permission denied", ignores: "no route for /api/v1/orders or https://acme.com/home/user, text/html, 10/11, GET /data/v1/x",
	},
	{
		name: "windows_path", kind: KindFilePath, literals: []string{`:\`}, find: findWindowsPath,
		source:  "https://learn.microsoft.com/dotnet/standard/io/file-path-formats",
		matches: `Could not find file 'C:\inetpub\wwwroot\web.config'.`, ignores: `error:\n at line 3`,
	},
	{
		name: "private_ipv4", kind: KindInternalAddress, literals: []string{"10.", "127.", "172.", "192.168.", "169.254.", "100."}, find: findIPv4,
		source:  "https://www.iana.org/assignments/iana-ipv4-special-registry (RFC 1918, RFC 1122, RFC 3927, RFC 6598)",
		matches: "dial tcp 10.0.0.7:5432: connect: connection refused", ignores: "requires version 10.0.1.2, found 10.0.1 or 8.8.8.8",
	},
	{
		name: "private_ipv6", kind: KindInternalAddress, literals: []string{"fc", "fd", "fe80:", "::1"}, find: findIPv6,
		source:  "https://www.iana.org/assignments/iana-ipv6-special-registry (RFC 4193, RFC 4291)",
		matches: "dial tcp [fd00:ec2::254]:80: i/o timeout", ignores: "field fd:12 is not in std::1st",
	},
	{
		name: "internal_host", kind: KindInternalHost, literals: []string{
			".internal", ".local", ".svc", ".corp", ".lan", ".intranet", ".consul", ".home.arpa", ".localdomain", ".privatelink.",
		}, find: findInternalHost,
		source:  "https://www.iana.org/assignments/special-use-domain-names, https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/, ICANN on .internal",
		matches: "lookup orders.shop.svc.cluster.local: no such host", ignores: "org.hibernate.internal.SessionImpl is closed, read .env.local, see errors.internal",
	},
	{
		name: "url_of_internal_host", kind: KindInternalHost, literals: []string{"://"}, find: findSingleLabelHost,
		source:  "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.2",
		matches: `Get "http://inventory:8080/items": EOF`, ignores: "see https://acme.com:8443/x or http://localhost:8080/",
	},
}
