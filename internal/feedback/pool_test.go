package feedback

import (
	"math"
	"testing"

	"github.com/otelcol-apierror/otelcol-apierror/internal/apierror"
)

func TestOneVerdictMovesNoOtherRoute(t *testing.T) {
	for _, word := range []Word{False, Expected} {
		s := newScene(t)
		s.judge(surge("/one", 3, at(0, 2)), word)
		s.told(surge("/two", 1, at(1, 2)), string(word))
	}
}

func TestAServicesOtherRoutes(t *testing.T) {
	s := newScene(t)
	s.judge(surge("/one", 1.4, at(0, 15)), Expected)
	s.judge(surge("/two", 1.4, at(0, 15)), Expected)
	s.held(surge("/three", 1.4, at(1, 15)), "at the same hour")
	s.told(surge("/three", 1.4, at(1, 20)), "at another")
	s.told(surge("/three", 3, at(2, 15)), "twice the least effect at most, after two routes")
	elsewhere := surge("/three", 1.4, at(3, 15))
	elsewhere.Service = "stock"
	s.told(elsewhere, "another service")
}

func TestPooledByClassAndKind(t *testing.T) {
	chance := func(route string, days int, evidence float64, class Class) Situation {
		s := surge(route, 20, at(days, float64(days%24)))
		s.Service, s.Evidence, s.Class = "service of "+route, evidence, class
		return s
	}
	writes, reads := Class{Access: AccessWrite, Decade: 1}, Class{Access: AccessRead, Decade: 3}
	s := newScene(t)
	for i, route := range []string{"/a", "/b", "/c"} {
		s.told(chance("/new", i, 0.3, writes), "too few routes were judged")
		s.judge(chance(route, i, 0.4, writes), False)
	}
	s.held(chance("/fourth", 9, 0.3, writes), "the class")
	s.told(chance("/fifth", 10, 1.1, writes), "a decade at most, after three")
	s.told(chance("/sixth", 11, 0.3, reads), "another class")
	s.judge(chance("/d", 12, 0.4, reads), False)
	s.held(chance("/sixth", 13, 0.3, reads), "four routes are judged: the kind")
	s.told(chance("/sixth", 15, 0.6, reads), "half a decade at most")

	s.judge(chance("/sixth", 16, 0.6, reads), True)
	s.told(chance("/sixth", 18, 0.2, reads), "what was said of others says nothing of a route that was rightly told")
	s.held(chance("/seventh", 19, 0.3, reads), "the true one has room")
	s.judge(chance("/eighth", 20, 0.3, reads), True)
	s.told(chance("/seventh", 22, 0.3, reads), "as little as what is true")
}

func TestSecurityIsHardlyEverHeldBack(t *testing.T) {
	attack := func(actor string, severity apierror.Severity, days int) Situation {
		return Situation{
			ID:   apierror.SecuritySituation(apierror.Actor{Type: "client", ID: actor}, apierror.SignalEndpointScanning),
			Kind: apierror.KindSecurity, Name: string(apierror.SignalEndpointScanning), Service: "shop", Severity: severity,
			Evidence: math.NaN(), Effect: math.NaN(), Started: at(days, 3), At: at(days, 3) + minutes,
		}
	}
	s := newScene(t)
	for i, actor := range []string{"10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6"} {
		s.judge(attack(actor, apierror.SeverityMedium, i), Expected)
		s.judge(attack(actor, apierror.SeverityHigh, i+7), False)
		s.judge(attack(actor, apierror.SeverityHigh, i+14), Expected)
	}
	s.held(attack("10.0.0.1", apierror.SeverityMedium, 28), "the own scanner, once more")
	s.told(attack("10.0.0.1", apierror.SeverityHigh, 35), "high, though it was called expected")
	s.told(attack("10.0.0.1", apierror.SeverityCritical, 42), "critical")
	s.told(attack("10.0.0.9", apierror.SeverityLow, 33), "another actor, however many were judged")
}

func TestCriticalIsAlwaysTold(t *testing.T) {
	s := newScene(t)
	worst := func(days int) Situation {
		worst := surge("/batch", 50, at(days, 2))
		worst.Severity = apierror.SeverityCritical
		return worst
	}
	s.judge(worst(0), Expected)
	s.told(worst(1), "")
}
