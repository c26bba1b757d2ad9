// Package transport is the edge to the network, for every HTTP API that the
// provider speaks to: connections that follow no redirect and trust the user's
// authorities, bodies of bounded size, waits that end with their context, and
// failures told in a closed list of causes. It knows nothing of Terraform and
// nothing of credentials.
package transport
