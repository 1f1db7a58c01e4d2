package content

// What the shipped runbooks are drawn from.
var (
	sreTroubleshooting = source{"Google SRE: effective troubleshooting", "https://sre.google/sre-book/effective-troubleshooting/"}
	sreOverload        = source{"Google SRE: handling overload", "https://sre.google/sre-book/handling-overload/"}
	sreCascading       = source{"Google SRE: addressing cascading failures", "https://sre.google/sre-book/addressing-cascading-failures/"}
	sreDataIntegrity   = source{"Google SRE: data integrity", "https://sre.google/sre-book/data-integrity/"}
	sreIncidents       = source{"Google SRE: managing incidents", "https://sre.google/sre-book/managing-incidents/"}
	sreSLOAlerts       = source{"SRE workbook: alerting on SLOs", "https://sre.google/workbook/alerting-on-slos/"}
	sreCanaries        = source{"SRE workbook: canarying releases", "https://sre.google/workbook/canarying-releases/"}
	sreLoad            = source{"SRE workbook: managing load", "https://sre.google/workbook/managing-load/"}

	owaspAuthentication = cheatSheet("authentication", "Authentication")
	owaspStuffing       = cheatSheet("credential stuffing prevention", "Credential_Stuffing_Prevention")
	owaspAuthorization  = cheatSheet("authorization", "Authorization")
	owaspObjects        = cheatSheet("insecure direct object reference prevention", "Insecure_Direct_Object_Reference_Prevention")
	owaspSessions       = cheatSheet("session management", "Session_Management")
	owaspInjection      = cheatSheet("injection prevention", "Injection_Prevention")
	owaspInput          = cheatSheet("input validation", "Input_Validation")
	owaspDenial         = cheatSheet("denial of service", "Denial_of_Service")
	owaspErrors         = cheatSheet("error handling", "Error_Handling")
	owaspSecrets        = cheatSheet("secrets management", "Secrets_Management")
	owaspREST           = cheatSheet("REST security", "REST_Security")
	owaspServices       = cheatSheet("microservices security", "Microservices_Security")
	owaspMultifactor    = cheatSheet("multifactor authentication", "Multifactor_Authentication")

	owaspInventory = source{
		"OWASP API9:2023: improper inventory management",
		"https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/",
	}
	owaspAutomation = source{
		"OWASP: automated threats to web applications", "https://owasp.org/www-project-automated-threats-to-web-applications/",
	}
)

func cheatSheet(name, page string) source {
	return source{"OWASP cheat sheet: " + name, "https://cheatsheetseries.owasp.org/cheatsheets/" + page + "_Cheat_Sheet.html"}
}
