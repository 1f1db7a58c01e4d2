package traffic

import "slices"

// Profile is a kind of innocent caller.
type Profile struct {
	Name    string
	About   string
	count   func(users int) int
	prepare func(w *world) // what happens to the shop on this profile's account
	play    func(p *player)
}

// fixed is a number that does not depend on how many users there are: there is one crawler, however large the shop.
func fixed(n int) func(int) int { return func(int) int { return n } }

// oneIn is a share of the ordinary users, besides them.
func oneIn(n int) func(int) int { return func(users int) int { return max(1, users/n) } }

var profiles = []Profile{
	{Name: "ordinary user", About: "browses, logs in, mistypes a password, looks at own orders", count: oneIn(1), play: ordinaryUser},
	{Name: "forgotten password", About: "a run of wrong passwords, a reset, then in", count: oneIn(16), play: forgottenPassword},
	{
		Name: "password manager", About: "an old password, sent again by itself, corrected by hand",
		count: oneIn(25), play: passwordManager,
	},
	{Name: "office", About: "300 users on one address", count: fixed(3), play: officeNetwork},
	{Name: "carrier-grade NAT", About: "anonymous visitors on one address", count: fixed(4), play: carrierNAT},
	{Name: "mobile user", About: "changes between two or three networks", count: oneIn(10), play: mobileUser},
	{Name: "VPN user", About: "one session that flips between two places", count: oneIn(20), play: vpnUser},
	{Name: "dashboard user", About: "lacks the rights for 8 of 12 widgets at each load", count: oneIn(20), play: dashboardUser},
	{Name: "token refresher", About: "short bursts of 401, then a refresh", count: oneIn(10), play: tokenRefresher},
	{Name: "search engine", About: "walks the products and pages that are long gone", count: fixed(3), play: searchEngine},
	{Name: "uptime monitor", About: "one path every 30 s", count: fixed(5), play: uptimeMonitor},
	{Name: "batch job", About: "a stale password every minute, until somebody sets it right", count: fixed(6), play: batchJob},
	{Name: "nightly sync", About: "a service account that walks all orders", count: fixed(2), play: nightlySync},
	{Name: "QA run", About: "test accounts that fail on purpose from the CI's address", count: fixed(3), play: qaRun},
	{Name: "partner fleet", About: "one API key from 20 addresses", count: fixed(2), play: partnerFleet},
	{Name: "polite burst", About: "meets 429 and waits as long as it is told", count: oneIn(40), play: politeBurst},
	{Name: "support agent", About: "opens the orders of 40 customers an hour", count: oneIn(60), play: supportAgent},
	{Name: "staff", About: "uses the functions of the staff all day, as it may", count: fixed(8), play: staff},
	{Name: "analyst", About: "exports the sales now and then, which takes long", count: fixed(4), play: analyst},
	{Name: "bookkeeper", About: "opens all invoices of a customer's month in one go", count: fixed(5), play: bookkeeper},
	{Name: "odd search", About: "O'Reilly, select a plan, C++ code", count: oneIn(16), play: oddSearch},
	{
		Name: "user of a bad release", About: "meets a route that a deployment broke for ten minutes",
		count: oneIn(16), prepare: prepareBadRelease, play: userOfBadRelease,
	},
	{Name: "new service", About: "its dependency refuses its credentials for ten minutes", count: fixed(2), play: newService},
	{
		Name: "app with deleted items", About: "asks for a saved list of which some are gone",
		count: oneIn(12), play: appWithDeletedItems,
	},
}

// Profiles lists every kind of innocent caller.
func Profiles() []Profile { return slices.Clone(profiles) }
