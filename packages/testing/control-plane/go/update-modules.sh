#!/bin/sh
# Moves the control plane to another Kubernetes release: rewrites go.mod and
# go.sum. Upstream's own go.mod requires its staging modules (k8s.io/api, ...)
# at v0.0.0, which exists nowhere, so each is replaced by its published twin:
# v1.36.3 of Kubernetes belongs to v0.36.3 of every staging module.
#
# Usage: ./update-modules.sh v1.36.3
set -eu

if [ $# -ne 1 ]; then
  echo "Usage: $0 vMAJOR.MINOR.PATCH (a Kubernetes release)" >&2
  exit 2
fi
release=$1
staging=v0.${release#v1.}

cd "$(dirname "$0")"
rm -f go.mod go.sum
go mod init github.com/cluster-upgrade/control-plane
go mod edit -go="$(go list -m -f '{{.GoVersion}}' "k8s.io/kubernetes@$release")"
go mod edit -require="k8s.io/kubernetes@$release"
upstream=$(go mod download -json "k8s.io/kubernetes@$release" |
  sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')
sed -n 's/^[[:space:]]*\(k8s\.io\/[a-z0-9-]*\) v0\.0\.0\([[:space:]].*\)\{0,1\}$/\1/p' "$upstream" |
  sort -u |
  while read -r module; do
    go mod edit -replace="$module=$module@$staging"
  done
go mod tidy
