package apierror

import "slices"

// Category says what kind of failure it is: who has to look at it follows from this.
type Category string

const (
	CategoryAuthentication Category = "authentication"
	CategoryAuthorization  Category = "authorization"
	CategoryRateLimit      Category = "rate_limit"
	CategoryValidation     Category = "validation"
	CategoryNotFound       Category = "not_found"
	CategoryRouting        Category = "routing" // misrouted call, wrong method, unimplemented
	CategoryConflict       Category = "conflict"
	CategoryTimeout        Category = "timeout"
	CategoryDependency     Category = "dependency"
	CategoryCapacity       Category = "capacity" // overload, exhausted pool, quota of the service itself
	CategoryInternal       Category = "internal"
	CategoryContract       Category = "contract"       // schema mismatch, unsupported version or media type, retired API
	CategoryBusinessLogic  Category = "business_logic" // answered 2xx, outcome wrong
	CategoryNetwork        Category = "network"        // DNS, TLS, connection
	CategoryData           Category = "data"           // loss or corruption
	CategoryCancelled      Category = "cancelled"
	CategoryUnknown        Category = "unknown"
)

var categories = []Category{
	CategoryAuthentication, CategoryAuthorization, CategoryRateLimit, CategoryValidation, CategoryNotFound, CategoryRouting,
	CategoryConflict, CategoryTimeout, CategoryDependency, CategoryCapacity, CategoryInternal, CategoryContract,
	CategoryBusinessLogic, CategoryNetwork, CategoryData, CategoryCancelled, CategoryUnknown,
}

// Categories lists every category, in the order of the documentation.
func Categories() []Category { return slices.Clone(categories) }

// Valid reports whether c is in the vocabulary.
func (c Category) Valid() bool { return slices.Contains(categories, c) }
