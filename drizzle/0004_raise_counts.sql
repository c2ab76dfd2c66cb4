-- Adds to some places of a count. A ballot moves one place of a hundred, and sending and joining all 15,000 of a score paper
-- with each commit took four times as long. It sees numbers only: no poll, no group, no ballot.
CREATE FUNCTION "urn"."raise_counts"(counts integer[], places integer[], adds integer[]) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE STRICT AS $$
BEGIN
	FOR i IN 1..cardinality(places) LOOP
		IF places[i] NOT BETWEEN 1 AND cardinality(counts) THEN
			RAISE EXCEPTION 'a count has no place %', places[i];
		END IF;
		counts[places[i]] := counts[places[i]] + adds[i];
	END LOOP;
	RETURN counts;
END
$$;
