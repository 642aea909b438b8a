# Sourced by the scripts of this folder: the jars under test, built when a source is newer, and the
# class paths of Spark's versions.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
target=$root/integration-tests/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

fail() {
  echo "$(basename "$0"): $*" >&2
  exit 1
}

newest() { # FOLDER NAME-PATTERN
  [[ ! -d $1 ]] || find "$1" -maxdepth 1 -name "$2" -print0 | xargs -0 -r ls -t | head -n 1
}

built_jar() {
  newest "$target" 'neptune-spark-integration-tests-*.jar'
}

build_if_stale() {
  local stamp
  stamp=$(built_jar)
  if [[ -z $stamp || -n $(find "$root/pom.xml" "$root"/{protocol,connector,testkit}/{pom.xml,src/main} \
    "$root"/integration-tests/{pom.xml,src} -newer "$stamp" -print -quit) ]]; then
    echo "Building the jars and the integration tests with Maven ..."
    (cd "$root" && mvn -B -q -ntp -pl integration-tests -am -DskipTests package) ||
      fail "the build failed, see above"
  fi
  connector_jar=$(newest "$root/connector/target" 'neptune-spark-connector-*.jar')
  testkit_jar=$root/testkit/target/neptune-testkit.jar
  test_classes=$target/test-classes
  java_options=$target/java-options
}

# What a pom of this folder stands for, resolved once.
resolved_classpath() { # POM NAME MAVEN-OPTIONS...
  local pom=$1 name=$2
  local file=$target/classpath-$name
  shift 2
  if [[ ! -s $file || $pom -nt $file ]]; then
    mvn -B -q -ntp -f "$pom" "$@" \
      dependency:build-classpath -Dmdep.outputFile="$file" -Dmdep.regenerateFile=true >&2 ||
      fail "Maven could not resolve $name, see above"
  fi
  cat "$file"
}

# Spark of one version and the libraries of the tests.
spark_classpath() { # SPARK-VERSION SCALA-VERSION [PROFILE]
  resolved_classpath "$root/integration-tests/spark-runtime/pom.xml" "$1_$2${3:+-$3}" \
    -Dspark.version="$1" -Dscala.version="$2" ${3:+-P"$3"}
}
